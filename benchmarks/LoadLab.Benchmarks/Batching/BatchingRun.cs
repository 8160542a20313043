namespace LoadLab.Benchmarks.Batching;

/// <summary>One run in one mode.</summary>
internal sealed record BatchingRun
{
    public required InferenceMode Mode { get; init; }

    /// <summary>Answered, by the engine's count.</summary>
    public required double RequestsPerSecond { get; init; }

    /// <summary>Response time; null where nothing was answered.</summary>
    public required double? P50Ms { get; init; }

    public required double? P95Ms { get; init; }

    /// <summary>The server's user and system time for each request; µs.</summary>
    public required double CpuUs { get; init; }

    /// <summary>What the target counted meanwhile.</summary>
    public required ModelTotals Model { get; init; }

    /// <summary>Of the server's processor over the measured part, by the server.</summary>
    public required double ServerShare { get; init; }

    /// <summary>Of the other processor, by the engine's loop.</summary>
    public required double GeneratorShare { get; init; }

    /// <summary>Of the server's processor, by anything else.</summary>
    public required double OthersShare { get; init; }

    /// <summary>Requests without an answer or with one of 400 and above.</summary>
    public required long Failed { get; init; }
}
