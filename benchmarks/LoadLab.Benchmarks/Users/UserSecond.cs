namespace LoadLab.Benchmarks.Users;

/// <summary>One second of the users' load.</summary>
internal sealed record UserSecond
{
    /// <summary>End of the second, from the start of the load.</summary>
    public required double At { get; init; }

    /// <summary>Users alive at its end.</summary>
    public required int Users { get; init; }

    /// <summary>Connections open at its end.</summary>
    public required int Connections { get; init; }

    public required long Sent { get; init; }

    public required long Ok { get; init; }

    public required long Failed { get; init; }

    /// <summary>
    /// Mean of actual − intended send. A user intends to send when it has thought; response and service time part at the actual send and end together,
    /// so the difference of their means is the mean lateness, exactly (to the histograms' 0.1 %).
    /// </summary>
    public required double MeanLateUs { get; init; }

    /// <summary>Mean service time.</summary>
    public required double MeanServiceUs { get; init; }

    /// <summary>Longest response time: no user of this second was sent later than this after its think time.</summary>
    public required double LongestResponseMs { get; init; }

    /// <summary>CPU time of the process in this second ÷ the second.</summary>
    public required double CpuShare { get; init; }

    /// <summary>Resident memory of the process.</summary>
    public required long ResidentBytes { get; init; }

    /// <summary>Managed heap in use, garbage included.</summary>
    public required long HeapBytes { get; init; }

    /// <summary>Managed memory allocated since the start of the load.</summary>
    public required long AllocatedBytes { get; init; }
}
