namespace LoadLab.Harness.Analysis;

/// <summary>All that a sweep says: the input of every report.</summary>
public sealed record SweepAnalysis
{
    public required SweepKind Kind { get; init; }

    /// <summary>In matrix order, also those not yet measured.</summary>
    public required IReadOnlyList<ConfigurationAnalysis> Configurations { get; init; }

    /// <summary>One for each load compared; empty where the sweep compares loads or endpoints themselves.</summary>
    public required IReadOnlyList<Recommendation> Recommendations { get; init; }

    /// <summary>What the comparison of loads or endpoints says, the main finding first; empty where recommendations are given.</summary>
    public required IReadOnlyList<string> Findings { get; init; }

    /// <summary>One for each combination of the other axes; empty where the profile names no ladder.</summary>
    public IReadOnlyList<Ladder> Ladders { get; init; } = [];

    /// <summary>One axis' values against their baseline; null where the profile compares none.</summary>
    public Comparison? Comparison { get; init; }

    /// <summary>What limits the whole sweep, such as trials not yet run.</summary>
    public required IReadOnlyList<string> Caveats { get; init; }

    public ConfigurationAnalysis? Find(string? id) => Configurations.FirstOrDefault(one => one.Id == id);
}
