using LoadLab.Harness.Profiles;

namespace LoadLab.Harness.Results;

/// <summary>All that a report folder holds, read back: the input of analysis and reporting.</summary>
public sealed record SweepResult
{
    public required ProfileConfig Profile { get; init; }

    public required EnvironmentInfo Environment { get; init; }

    /// <summary>Trials on disk, in the order they were run; may be fewer than planned.</summary>
    public required IReadOnlyList<TrialResult> Trials { get; init; }

    /// <summary>Results that were measured again since: failed or invalid ones. No figure rests on them.</summary>
    public IReadOnlyList<TrialResult> SetAside { get; init; } = [];

    /// <summary>Trials the profile plans.</summary>
    public required int PlannedTrials { get; init; }

    /// <summary>The report folder, absolute.</summary>
    public required string Folder { get; init; }
}
