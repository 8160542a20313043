namespace LoadLab.Harness.Results;

/// <summary>The agents that made the load of a trial.</summary>
public sealed record AgentsSummary
{
    /// <summary>All that took part, in the order of their joining.</summary>
    public required IReadOnlyList<AgentSummary> Agents { get; init; }

    /// <summary>What happened to them, in the order in which it did.</summary>
    public IReadOnlyList<AgentEvent> Events { get; init; } = [];

    /// <summary>Largest difference between the moments at which they began, by the coordinator's clock.</summary>
    public double StartSpreadSeconds { get; init; }

    /// <summary>How far the spread may be off: the clocks' errors.</summary>
    public double StartErrorSeconds { get; init; }
}
