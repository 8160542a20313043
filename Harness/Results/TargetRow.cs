namespace LoadLab.Harness.Results;

/// <summary>One line of <c>target.csv</c>: what one replica used over one sampling interval.</summary>
public sealed record TargetRow
{
    /// <summary>End of the sample in seconds from the start of measuring; negative during warm-up.</summary>
    public required double TimeSeconds { get; init; }

    public required int Replica { get; init; }

    /// <summary>CPU time per elapsed time over the sample, in cores.</summary>
    public required double Cores { get; init; }

    public required long MemoryBytes { get; init; }

    /// <summary>Share of scheduler periods throttled over the sample, 0 to 1; null where unknown.</summary>
    public double? ThrottledShare { get; init; }

    /// <summary>Over its network interfaces; null where unknown.</summary>
    public double? ReceivedBytesPerSecond { get; init; }

    public double? SentBytesPerSecond { get; init; }

    /// <summary>Its processes killed for want of memory since the row before; null where unknown.</summary>
    public long? OomKills { get; init; }
}
