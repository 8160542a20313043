using LoadLab.Engine.Measurement;

namespace LoadLab.Engine.Scenarios;

/// <summary>A thread that closes intervals when nothing else happens.</summary>
internal sealed class RunTicker(ScenarioRecorder recorder) : IDisposable
{
    /// <summary>How late an interval may reach the observer; the moment that it ends at does not depend on it.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);

    private readonly ManualResetEventSlim _end = new();
    private Thread? _thread;

    internal void Start()
    {
        _thread = new Thread(Run) { IsBackground = true, Name = "scenario ticker" };
        _thread.Start();
    }

    public void Dispose()
    {
        _end.Set();
        _thread?.Join();
        _end.Dispose();
    }

    private void Run()
    {
        while (!_end.Wait(Tick))
        {
            recorder.AdvanceTo(MonotonicClock.NowNs());
        }
    }
}
