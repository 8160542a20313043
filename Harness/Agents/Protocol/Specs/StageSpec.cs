namespace LoadLab.Harness.Agents.Protocol.Specs;

/// <summary>One stage of a load. Members that its kind does not use are 0.</summary>
internal sealed record StageSpec
{
    /// <summary>One of <see cref="StageKinds"/>.</summary>
    public required string Kind { get; init; }

    public required int Copies { get; init; }

    /// <summary>Arrivals in each <see cref="IntervalNs"/>.</summary>
    public required int Rate { get; init; }

    public required int MinRate { get; init; }

    public required int MaxRate { get; init; }

    public required int Iterations { get; init; }

    public required long IntervalNs { get; init; }

    public required long DuringNs { get; init; }

    /// <summary><c>even</c> or <c>poisson</c>; null for the kind's own.</summary>
    public required string? Arrivals { get; init; }
}
