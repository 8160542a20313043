namespace LoadLab.Harness.Results;

/// <summary>Something that happened to an agent during a trial.</summary>
public sealed record AgentEvent
{
    /// <summary>Seconds from the start of measuring, negative in the warm-up.</summary>
    public required double AtSeconds { get; init; }

    /// <summary>Name of the agent.</summary>
    public required string Agent { get; init; }

    public required AgentEventKind Kind { get; init; }

    /// <summary>A sentence for a reader.</summary>
    public required string Text { get; init; }
}
