using LoadLab.Engine.SelfCheck;

namespace LoadLab.Engine.Http.Loops;

/// <summary>What one loop tells besides its intervals, all over the measured part.</summary>
internal sealed record LoopOutcome
{
    /// <summary>What the loop's thread and the process used.</summary>
    public UsageSnapshot Used { get; init; }

    /// <summary>Part of the thread's CPU time in which it only waited for the next arrival.</summary>
    public long SpunNs { get; init; }

    public long ElapsedNs { get; init; }

    public int PeakInFlight { get; init; }

    public int PeakConnections { get; init; }

    public int MaxConnections { get; init; }

    public StallTally Stalls { get; init; }

    /// <summary>Requests that a stall fell into, those answered after the measured part included; complete when the loop has ended. Null where it measured nothing.</summary>
    public StalledRequests? Stalled { get; init; }

    /// <summary>What the first request that failed in the protocol met, in a sentence; null where none did, or nobody can tell.</summary>
    public string? ProtocolFailure { get; init; }

    /// <summary>Share of the time in which the thread worked, 0 to 1; null where the system does not tell.</summary>
    public double? CpuShare => Used.ThreadCpuNs is { } usedNs ? ShareOf(usedNs - SpunNs) : null;

    public LoopEvidence ToEvidence() => new()
    {
        CpuShare = CpuShare,
        SpinShare = ShareOf(SpunNs),
        RunDelayShare = Stalls.RunDelayNs is { } delayNs ? ShareOf(delayNs) : null,
        InvoluntarySwitches = Used.InvoluntarySwitches,
        Stalls = Stalls.Count,
        StalledShare = ShareOf(Stalls.StalledNs),
        LongestStall = TimeSpan.FromTicks(Stalls.LongestNs / TimeSpan.NanosecondsPerTick),
        PeakConnections = PeakConnections,
        MaxConnections = MaxConnections,
    };

    private double ShareOf(long ns) => ElapsedNs > 0 ? Math.Clamp((double)ns / ElapsedNs, 0, 1) : 0;
}
