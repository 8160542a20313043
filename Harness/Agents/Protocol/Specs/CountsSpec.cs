namespace LoadLab.Harness.Agents.Protocol.Specs;

/// <summary>Counts of requests over one interval, with the engine's meanings.</summary>
internal sealed record CountsSpec
{
    public required long Planned { get; init; }

    public required long Sent { get; init; }

    public required long Ok { get; init; }

    public required long Failed { get; init; }

    public required long Missed { get; init; }

    public required long Unsolicited { get; init; }

    public required long BytesSent { get; init; }

    public required long BytesReceived { get; init; }

    /// <summary>Complete responses by HTTP status.</summary>
    public required IReadOnlyDictionary<int, long> Statuses { get; init; }

    /// <summary>Requests without a complete response, by the number of the engine's error kind.</summary>
    public required IReadOnlyDictionary<int, long> Errors { get; init; }
}
