namespace LoadLab.Harness.Deployment;

/// <summary>Counters of one replica, read at one moment; differences of two readings make a sample.</summary>
internal readonly record struct ResourceReading
{
    /// <summary>CPU time since the start, in ns.</summary>
    public required long CpuNs { get; init; }

    /// <summary>Memory in use now, in bytes, without page cache that the kernel can drop at once.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>Scheduler periods in which the replica wanted to run; null where no CPU limit is enforced.</summary>
    public long? Periods { get; init; }

    /// <summary>Of these, the ones in which the limit stopped it.</summary>
    public long? ThrottledPeriods { get; init; }
}
