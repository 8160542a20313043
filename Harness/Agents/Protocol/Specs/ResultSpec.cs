namespace LoadLab.Harness.Agents.Protocol.Specs;

/// <summary>What a run came to beyond its intervals. Meanings are those of the engine's result; times as nanoseconds.</summary>
internal sealed record ResultSpec
{
    /// <summary>Start of measuring by the agent's monotonic clock.</summary>
    public required long StartedNs { get; init; }

    public required long MeasuredNs { get; init; }

    public required long CompletedInTime { get; init; }

    public required long OkInTime { get; init; }

    public required int PeakInFlight { get; init; }

    public required int PeakConnections { get; init; }

    public required string Transport { get; init; }

    public required string? TransportNote { get; init; }

    public required string? HttpVersion { get; init; }

    public required string? ProtocolFailure { get; init; }

    public required string? TlsFailure { get; init; }

    public required string? UsedUpRequest { get; init; }

    public required long StalledRequests { get; init; }

    /// <summary>Of the agent's share.</summary>
    public required long? PlanArrivals { get; init; }

    public required bool Cancelled { get; init; }

    public required GeneratorSpec Generator { get; init; }

    /// <summary>Null where the system does not tell.</summary>
    public required MachineSpec? Machine { get; init; }
}
