namespace LoadLab.Harness.Experiments;

/// <summary>Which trials that have a result are measured again when a sweep goes on.</summary>
internal enum TrialRetry
{
    None = 0,

    /// <summary>Those that failed: the target, or the load.</summary>
    Failed = 1,

    /// <summary>Those, and the ones whose figures may not be believed.</summary>
    Invalid = 2,
}
