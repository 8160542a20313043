namespace LoadLab.Harness.Experiments;

/// <summary>What all trials of a sweep share.</summary>
internal sealed record TrialContext
{
    /// <summary>The report folder.</summary>
    public required string StateFolder { get; init; }

    /// <summary>Absolute folder that relative paths of the profile are taken from.</summary>
    public required string ProfileFolder { get; init; }

    /// <summary>The profile's seed.</summary>
    public required int Seed { get; init; }
}
