namespace LoadLab.Harness.Results;

/// <summary>What one replica used during the measured part.</summary>
public sealed record ReplicaUsage
{
    /// <summary>0, 1, 2…</summary>
    public required int Index { get; init; }

    public required Uri Endpoint { get; init; }

    /// <summary>The machine it ran on; null for this one.</summary>
    public string? Node { get; init; }

    /// <summary>CPU time per elapsed time, in cores.</summary>
    public double? MeanCores { get; init; }

    public double? PeakCores { get; init; }

    public long? MeanMemoryBytes { get; init; }

    public long? PeakMemoryBytes { get; init; }

    /// <summary>Share of scheduler periods in which the CPU limit stopped the replica, 0 to 1; null where not enforced by cgroup.</summary>
    public double? ThrottledShare { get; init; }

    /// <summary>Over its network interfaces; null where it has none of its own.</summary>
    public double? MeanReceivedBytesPerSecond { get; init; }

    public double? MeanSentBytesPerSecond { get; init; }

    /// <summary>How many of its processes were killed for want of memory.</summary>
    public long OomKills { get; init; }
}
