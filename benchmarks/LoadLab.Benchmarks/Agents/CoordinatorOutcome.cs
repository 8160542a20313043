namespace LoadLab.Benchmarks.Agents;

/// <summary>What the coordinator has put together in the end.</summary>
internal sealed record CoordinatorOutcome
{
    /// <summary>Intervals that came and were counted, of all agents together.</summary>
    public required int Intervals { get; init; }

    /// <summary>Intervals that came twice, never, or too late.</summary>
    public required int Astray { get; init; }

    /// <summary>Agents that told their result in the end.</summary>
    public required int Finished { get; init; }

    /// <summary>What happened to agents: nothing should.</summary>
    public required IReadOnlyList<string> Events { get; init; }

    /// <summary>Managed memory after a collection, in the first tenth and in the last second.</summary>
    public required long LiveBytesFirst { get; init; }

    public required long LiveBytesLast { get; init; }

    public required LoadDigest Load { get; init; }
}
