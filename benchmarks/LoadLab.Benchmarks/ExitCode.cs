namespace LoadLab.Benchmarks;

/// <summary>What the process exits with; the numbers are those of <c>harness</c>.</summary>
internal enum ExitCode
{
    Success = 0,

    InternalError = 1,

    /// <summary>The command line cannot be understood or followed.</summary>
    Usage = 2,

    /// <summary>A server or client of the experiment did not do its part.</summary>
    ExperimentFailed = 4,

    /// <summary>This machine lacks what the experiment needs.</summary>
    MissingPrerequisite = 7,

    Interrupted = 130,
}
