namespace LoadLab.Harness.Results;

/// <summary>How a trial ended. Persisted by name.</summary>
public enum TrialOutcome
{
    Completed = 0,

    /// <summary>The target could not be started, never got ready, or died.</summary>
    TargetFailed = 1,

    /// <summary>The generator could not run.</summary>
    LoadFailed = 2,
}
