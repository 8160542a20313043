namespace LoadLab.Engine.Http.Transports.Sockets;

/// <summary>Ends the sleep of one loop from other threads. While the loop is awake, setting it costs no system call.</summary>
internal abstract class LoopSignal : IDisposable
{
    private readonly Lock _gate = new();
    private int _isAwaited;
    private bool _isDisposed;

    /// <summary>The most precise one that this system has.</summary>
    public static LoopSignal Create() => OperatingSystem.IsLinux() ? new EventFdSignal() : new PortableSignal();

    /// <summary>The loop is about to sleep. A full fence: what it finds to do after this call, it need not be woken for.</summary>
    public void Announce() => Interlocked.Exchange(ref _isAwaited, 1);

    /// <summary>The loop is awake.</summary>
    public void Withdraw() => Volatile.Write(ref _isAwaited, 0);

    /// <summary>Wakes the loop if it sleeps; on any thread, after what it is to find was made visible by a full fence.</summary>
    public void Set()
    {
        if (Volatile.Read(ref _isAwaited) == 0 || Interlocked.Exchange(ref _isAwaited, 0) == 0)
        {
            return;
        }

        lock (_gate)
        {
            // The loop may have found by itself what this is about, and be done. What it slept on is then gone, or another's.
            if (!_isDisposed)
            {
                Raise();
            }
        }
    }

    /// <summary>Sleeps until raised or the time is over; may return early.</summary>
    public abstract void Sleep(long timeoutNs);

    public void Dispose()
    {
        lock (_gate)
        {
            if (!_isDisposed)
            {
                _isDisposed = true;
                Free();
            }
        }
    }

    protected abstract void Raise();

    /// <summary>Gives back what it sleeps on; called once, and never beside <see cref="Raise"/>.</summary>
    protected abstract void Free();
}
