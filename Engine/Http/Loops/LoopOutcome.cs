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

    /// <summary>Share of the time in which the thread worked, 0 to 1.</summary>
    public double CpuShare => ElapsedNs > 0 ? Math.Clamp((double)(Used.ThreadCpuNs - SpunNs) / ElapsedNs, 0, 1) : 0;
}
