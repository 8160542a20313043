namespace LoadLab.Benchmarks.Faults;

/// <summary>Samples the service's resident memory ten times a second and keeps the peak.</summary>
internal sealed class MemoryWatch : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly FaultSite _site;
    private readonly Timer _timer;
    private long _peak;

    public MemoryWatch(FaultSite site)
    {
        _site = site;
        Begin();
        _timer = new Timer(_ => Sample(), null, Interval, Interval);
    }

    /// <summary>Bytes at the last <see cref="Begin"/>.</summary>
    public long Before { get; private set; }

    /// <summary>Most bytes since then.</summary>
    public long Peak => Interlocked.Read(ref _peak);

    public void Begin()
    {
        Before = _site.ReadResidentBytes();
        Interlocked.Exchange(ref _peak, Before);
    }

    /// <summary>Bytes now.</summary>
    public long Sample()
    {
        var bytes = _site.ReadResidentBytes();
        InterlockedMax(bytes);
        return bytes;
    }

    public void Dispose() => _timer.Dispose();

    private void InterlockedMax(long bytes)
    {
        for (var seen = Peak; bytes > seen; seen = Peak)
        {
            Interlocked.CompareExchange(ref _peak, bytes, seen);
        }
    }
}
