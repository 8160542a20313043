using LoadLab.Engine.SelfCheck;

namespace LoadLab.Harness.Results;

/// <summary>One agent's part in a trial. Its figures are of the measured part, and of what was counted.</summary>
public sealed record AgentSummary
{
    public required string Name { get; init; }

    /// <summary>The machine it ran on.</summary>
    public required string Host { get; init; }

    /// <summary>It ran on the harness's own machine.</summary>
    public bool IsHere { get; init; }

    /// <summary>How its engine moved bytes; null where it never got so far.</summary>
    public string? Transport { get; init; }

    /// <summary>Its event loops.</summary>
    public int Loops { get; init; }

    public required AgentEnd End { get; init; }

    /// <summary>When it began to take part, in seconds from the start of measuring; negative in the warm-up.</summary>
    public double FromSeconds { get; init; }

    /// <summary>When it ended to take part, on the same scale.</summary>
    public double ToSeconds { get; init; }

    /// <summary>Requests sent.</summary>
    public long Sent { get; init; }

    /// <summary>Successful requests.</summary>
    public long Ok { get; init; }

    /// <summary>Of all successful requests of the trial, 0 to 1.</summary>
    public double Share { get; init; }

    /// <summary>Successful requests per second of the whole measured part, so that those of all agents add up to the trial's.</summary>
    public double RequestsPerSecond { get; init; }

    /// <summary>Of successful requests, from the intended send; null where it sent none.</summary>
    public LatencySummary? ResponseTime { get; init; }

    /// <summary>Of open arrivals; null where there were none.</summary>
    public LatencySummary? Lateness { get; init; }

    /// <summary>CPU share of its busiest loop, 0 to 1; null where its system does not tell.</summary>
    public double? LoopCpu { get; init; }

    /// <summary>May its part be believed?</summary>
    public required Validity Validity { get; init; }

    /// <summary>Its clock − the coordinator's clock, at the start.</summary>
    public double ClockOffsetSeconds { get; init; }

    /// <summary>How far the offset may be off, either way.</summary>
    public double ClockErrorSeconds { get; init; }

    /// <summary>How much later than agreed it began, by the coordinator's clock.</summary>
    public double StartedLateSeconds { get; init; }

    /// <summary>Intervals received and counted.</summary>
    public int Intervals { get; init; }

    /// <summary>Intervals received once more, and dropped.</summary>
    public int Duplicates { get; init; }

    /// <summary>Intervals that never came.</summary>
    public int Missing { get; init; }

    /// <summary>Intervals received and not counted, because others made that load by then.</summary>
    public int LeftOut { get; init; }

    /// <summary>Digest of its last interval, in hexadecimal: it stands for all before, in their order.</summary>
    public string Digest { get; init; } = "";
}
