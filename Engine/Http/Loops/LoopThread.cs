using LoadLab.Engine.Interop;

namespace LoadLab.Engine.Http.Loops;

/// <summary>The thread of one event loop: made ready first, so that all loops begin at the same moment.</summary>
internal sealed class LoopThread : IDisposable
{
    private readonly EventLoop _loop;
    private readonly int _index;
    private readonly int? _processor;
    private readonly IntervalExchange _exchange;
    private readonly Action<Exception> _onFailed;
    private readonly Thread _thread;
    private readonly ManualResetEventSlim _isReady = new();
    private readonly ManualResetEventSlim _mayRun = new();
    private LoadSetupException? _setupFailure;
    private bool _isAbandoned;

    /// <param name="loop">The loop to run.</param>
    /// <param name="index">Its index.</param>
    /// <param name="processor">The processor to bind it to; null for none.</param>
    /// <param name="exchange">Told when the loop has ended, in whatever way.</param>
    /// <param name="onFailed">Told of an exception that ended it.</param>
    public LoopThread(EventLoop loop, int index, int? processor, IntervalExchange exchange, Action<Exception> onFailed)
    {
        _loop = loop;
        _index = index;
        _processor = processor;
        _exchange = exchange;
        _onFailed = onFailed;
        _thread = new Thread(Run) { IsBackground = true, Name = $"load loop {index}" };
    }

    /// <summary>What the loop told at its end.</summary>
    public LoopOutcome Outcome { get; private set; } = new();

    public void Prepare() => _thread.Start();

    /// <summary>Waits until the thread is where it should be; returns why it cannot be, or null.</summary>
    public LoadSetupException? WaitUntilReady()
    {
        _isReady.Wait();
        return _setupFailure;
    }

    public void Release() => _mayRun.Set();

    /// <summary>Ends a prepared thread without running its loop.</summary>
    public void Abandon()
    {
        _isAbandoned = true;
        _mayRun.Set();
        _thread.Join();
    }

    public void Join() => _thread.Join();

    /// <summary>The loop's transport must have been disposed: it may still be sending what the loop wrote.</summary>
    public void Dispose()
    {
        _isReady.Dispose();
        _mayRun.Dispose();
        _loop.FreeMessages();
    }

    private void Run()
    {
        NativeThread.UsePrecisePacing();
        if (_processor is { } processor && !NativeThread.TryBind(processor))
        {
            _setupFailure = new LoadSetupException(OperatingSystem.IsLinux()
                ? $"Loop {_index} cannot be bound to processor {processor}: there is no such processor, or this process may not use it. "
                    + $"This process sees {Environment.ProcessorCount}, counted from 0."
                : $"Loop {_index} cannot be bound to processor {processor}: binding needs Linux. Name no processors.");
        }

        _isReady.Set();
        _mayRun.Wait();
        if (!_isAbandoned)
        {
            RunLoop();
        }
    }

    private void RunLoop()
    {
        try
        {
            Outcome = _loop.Run();
        }
        catch (Exception failure)
        {
            _onFailed(failure);
        }
        finally
        {
            _loop.Dispose();
            _exchange.Publish(_index, null);
        }
    }
}
