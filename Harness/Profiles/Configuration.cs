namespace LoadLab.Harness.Profiles;

/// <summary>One cell of the matrix, with every <c>{placeholder}</c> filled in.</summary>
public sealed record Configuration
{
    /// <summary>Stable within the profile and fit for a file name: <c>c01</c>, <c>c02</c>… in matrix order.</summary>
    public required string Id { get; init; }

    /// <summary>The axes and this cell's values as text, in matrix order; nested axes are flattened (<c>batch.size</c>).</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Parameters { get; init; }

    /// <summary>A short label for figures, such as <c>replicas=2 cpus=0.5</c>; only axes that vary.</summary>
    public required string Label { get; init; }

    /// <summary>How many replicas of the target run, at least 1.</summary>
    public int Replicas { get; init; } = 1;

    /// <summary>Worker processes in each replica, where the matrix has that axis.</summary>
    public int? Workers { get; init; }

    /// <summary>CPU limit of one replica in cores, where given.</summary>
    public double? Cpus { get; init; }

    /// <summary>Memory limit of one replica in bytes, where given.</summary>
    public long? MemoryBytes { get; init; }

    public required TargetConfig Target { get; init; }

    public required LoadConfig Load { get; init; }
}
