namespace LoadLab.Harness;

/// <summary>What the process exits with. Documented in the README: never renumber.</summary>
public enum ExitCode
{
    Success = 0,

    /// <summary>Something unforeseen inside LoadLab: please report it.</summary>
    InternalError = 1,

    /// <summary>The command line cannot be understood.</summary>
    Usage = 2,

    /// <summary>The profile or another input file has mistakes.</summary>
    InvalidProfile = 3,

    /// <summary>Some trials failed, or none gave a usable result: no request succeeded, or the verdict is invalid.</summary>
    TrialsFailed = 4,

    /// <summary>The target could not be deployed or reached, or the Docker daemon refused what it was asked for.</summary>
    TargetUnavailable = 5,

    /// <summary>The report folder, or a file of images, cannot be written, read, or is of a newer version.</summary>
    ReportFolder = 6,

    /// <summary>Something this verb needs is missing on this machine (see <c>harness doctor</c>).</summary>
    MissingPrerequisite = 7,

    /// <summary>Stopped by Ctrl-C or SIGTERM; what was measured is kept.</summary>
    Interrupted = 130,
}
