namespace LoadLab.Harness.Deployment;

/// <summary>Counters of one replica, read at one moment; differences of two readings make a sample.</summary>
internal readonly record struct ResourceReading
{
    /// <summary>When the counters were read, on the monotonic clock. Two readings of one moment are the same reading.</summary>
    public required long AtNs { get; init; }

    /// <summary>CPU time since the start, in ns.</summary>
    public required long CpuNs { get; init; }

    /// <summary>Memory in use now, in bytes, without page cache that the kernel can drop at once.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>Scheduler periods in which the replica wanted to run; null where no CPU limit is enforced.</summary>
    public long? Periods { get; init; }

    /// <summary>Of these, the ones in which the limit stopped it.</summary>
    public long? ThrottledPeriods { get; init; }

    /// <summary>Bytes that its network interfaces received since the start; null where it has none of its own.</summary>
    public long? ReceivedBytes { get; init; }

    /// <summary>The same for bytes sent.</summary>
    public long? SentBytes { get; init; }

    /// <summary>How many of its processes were killed for want of memory since the start.</summary>
    public long OomKills { get; init; }
}
