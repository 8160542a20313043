namespace LoadLab.Benchmarks.Batching;

/// <summary>How the target API comes to its model calls.</summary>
/// <param name="Size">Requests in a batch at most; 1: each request for itself, not batched.</param>
/// <param name="TimeoutMs">How long a batch waits to fill.</param>
internal sealed record InferenceMode(int Size, int TimeoutMs)
{
    public static InferenceMode Individual { get; } = new(1, 0);

    /// <summary>Individual mode first. Sizes up to the number of users; those that fill, with a time-out that the fuller ones may wait for.</summary>
    public static IReadOnlyList<InferenceMode> All { get; } = [Individual, new(8, 1), new(16, 1), new(32, 1), new(32, 5), new(64, 1), new(64, 5)];

    public bool IsBatched => this != Individual;

    public string Name => IsBatched ? $"batches of {Size}, {TimeoutMs} ms" : "individual";

    /// <summary>The target's settings for it.</summary>
    public IReadOnlyDictionary<string, string> Settings => IsBatched
        ? new Dictionary<string, string> { ["USE_BATCH_PROCESSING"] = "true", ["BATCH_SIZE"] = $"{Size}", ["BATCH_TIMEOUT"] = $"{TimeoutMs}ms" }
        : new Dictionary<string, string> { ["USE_BATCH_PROCESSING"] = "false" };
}
