namespace LoadLab.Engine.Http.Transports.Sockets;

/// <summary>Ends the sleep of one loop from other threads. While the loop is awake, setting it costs no system call.</summary>
internal abstract class LoopSignal : IDisposable
{
    private int _isAwaited;

    /// <summary>The most precise one that this system has.</summary>
    public static LoopSignal Create() => OperatingSystem.IsLinux() ? new EventFdSignal() : new PortableSignal();

    /// <summary>The loop is about to sleep. A full fence: what it finds to do after this call, it need not be woken for.</summary>
    public void Announce() => Interlocked.Exchange(ref _isAwaited, 1);

    /// <summary>The loop is awake.</summary>
    public void Withdraw() => Volatile.Write(ref _isAwaited, 0);

    /// <summary>Wakes the loop if it sleeps; on any thread, after what it is to find was made visible by a full fence.</summary>
    public void Set()
    {
        if (Volatile.Read(ref _isAwaited) != 0 && Interlocked.Exchange(ref _isAwaited, 0) != 0)
        {
            Raise();
        }
    }

    /// <summary>Sleeps until raised or the time is over; may return early.</summary>
    public abstract void Sleep(long timeoutNs);

    public abstract void Dispose();

    protected abstract void Raise();
}
