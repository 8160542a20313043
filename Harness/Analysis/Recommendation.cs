namespace LoadLab.Harness.Analysis;

/// <summary>What to run, why, and how sure that is.</summary>
public sealed record Recommendation
{
    /// <summary>The load it holds for, in words; null where the sweep has only one.</summary>
    public string? Load { get; init; }

    /// <summary>Null when none can be recommended.</summary>
    public string? ConfigurationId { get; init; }

    public required Confidence Confidence { get; init; }

    /// <summary>One sentence: what to run and what it carries.</summary>
    public required string What { get; init; }

    /// <summary>One sentence: the reason, with its figures.</summary>
    public required string Why { get; init; }

    /// <summary>What must be known beside it: suspect trials, a busy generator, an unfinished sweep.</summary>
    public IReadOnlyList<string> Caveats { get; init; } = [];

    /// <summary>Configurations that could not be told from the best.</summary>
    public IReadOnlyList<string> TiedWith { get; init; } = [];

    /// <summary>Highest Holm-adjusted p of the best against the others; null where nothing was tested.</summary>
    public double? PValue { get; init; }
}
