namespace LoadLab.Harness.Agents.Protocol.Specs;

/// <summary>What one event loop tells about itself, over the measured part.</summary>
internal sealed record LoopSpec
{
    /// <summary>Null where the system does not tell.</summary>
    public required double? CpuShare { get; init; }

    public required double SpinShare { get; init; }

    /// <summary>Null where the system does not tell.</summary>
    public required double? RunDelayShare { get; init; }

    public required long InvoluntarySwitches { get; init; }

    public required long Stalls { get; init; }

    public required double StalledShare { get; init; }

    public required long LongestStallNs { get; init; }

    public required int PeakConnections { get; init; }

    public required int MaxConnections { get; init; }
}
