namespace LoadLab.Harness.Agents.Protocol.Specs;

/// <summary>What making the load cost the agent, over the measured time.</summary>
internal sealed record GeneratorSpec
{
    public required IReadOnlyList<double> LoopCpuShare { get; init; }

    public required long ProcessCpuNs { get; init; }

    public required long GcPauseNs { get; init; }

    public required long AllocatedBytes { get; init; }

    public required int Collections { get; init; }

    public required long LongestGcPauseNs { get; init; }

    public required long ClockStepNs { get; init; }

    public required IReadOnlyList<LoopSpec> Loops { get; init; }

    public required bool ConnectionsLimitedByFiles { get; init; }

    /// <summary>From the start of measuring; null where no loop stood still.</summary>
    public required long? WorstIntervalStartNs { get; init; }

    /// <summary>Its stalled part, 0 to 1; null as before.</summary>
    public required double? WorstIntervalShare { get; init; }
}
