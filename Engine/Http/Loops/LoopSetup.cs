using LoadLab.Engine.Http.Transports;
using LoadLab.Engine.Http.Wire;

namespace LoadLab.Engine.Http.Loops;

/// <summary>What one event loop is given.</summary>
internal sealed record LoopSetup
{
    public required int Index { get; init; }

    /// <summary>What this loop is to make, and from when on it makes something else.</summary>
    public required ShareChanges Shares { get; init; }

    public required IReadOnlyList<LoadTarget> Targets { get; init; }

    public required RequestTable Requests { get; init; }

    /// <summary>For each request the rows of its unique feed, shared by all loops; null where it has none.</summary>
    public required IReadOnlyList<UniqueRows?> UniqueRows { get; init; }

    public required HttpProtocolVersion Version { get; init; }

    public required ThinkTime ThinkTime { get; init; }

    public required EngineOptions Options { get; init; }

    /// <summary>Connections this loop may hold: the option, or what the limit of open files leaves.</summary>
    public required int MaxConnections { get; init; }

    public required RunTimeline Timeline { get; init; }

    public required IntervalExchange Exchange { get; init; }

    /// <summary>Used by this loop alone, but for its waking.</summary>
    public required ITransport Transport { get; init; }

    /// <summary>Wakes all loops: one of them has changed the timeline.</summary>
    public required Action WakeAll { get; init; }
}
