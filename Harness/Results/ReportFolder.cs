using LoadLab.Engine.Measurement;

namespace LoadLab.Harness.Results;

/// <summary>A report folder: the only state of a sweep. Knows its layout and its version, nothing of how it is rendered.</summary>
/// <remarks>
/// <c>profile.yml</c>, <c>environment.json</c>, <c>trials/&lt;id&gt;/{trial.json, intervals.csv, latency.hlog, target.csv}</c>.
/// <c>trial.json</c> is written last and whole (temporary file, flush to disk, rename): a trial is done if and only if it is there.
/// </remarks>
public sealed class ReportFolder
{
    /// <summary>The format this build writes; a folder of a higher one is refused.</summary>
    public const int FormatVersion = 1;

    /// <summary>Absolute path.</summary>
    public string Path => throw new NotSupportedException("skeleton");

    /// <summary>Makes a new folder with the profile as run and the environment.</summary>
    /// <exception cref="UserErrorException">Not writable, or it already holds a sweep.</exception>
    public static ReportFolder Create(string path, string profileYaml, EnvironmentInfo environment) =>
        throw new NotSupportedException("skeleton");

    /// <summary>Opens an existing folder.</summary>
    /// <exception cref="UserErrorException">Not there, not a report folder, unreadable, or from a newer version.</exception>
    public static ReportFolder Open(string path) => throw new NotSupportedException("skeleton");

    /// <summary>An empty folder for the files of one trial; what an interrupted attempt left there is moved aside first.</summary>
    public string BeginTrial(string trialId) => throw new NotSupportedException("skeleton");

    /// <summary>Stores the finished trial, atomically.</summary>
    public void WriteTrial(TrialResult trial) => throw new NotSupportedException("skeleton");

    /// <summary>Everything needed for analysis: profile, environment and finished trials in the order they ran.</summary>
    public SweepResult Read() => throw new NotSupportedException("skeleton");

    /// <summary>The per-second series of a trial; empty where there is none.</summary>
    public IReadOnlyList<IntervalRow> ReadIntervals(string trialId) => throw new NotSupportedException("skeleton");

    /// <summary>The replicas' resource use over a trial; empty where there is none.</summary>
    public IReadOnlyList<TargetRow> ReadTarget(string trialId) => throw new NotSupportedException("skeleton");

    /// <summary>Response times of a trial's successful measured requests, from its <c>latency.hlog</c>.</summary>
    public LatencyHistogram ReadResponseTimes(string trialId) => throw new NotSupportedException("skeleton");
}
