using System.Text;
using System.Text.Json;
using LoadLab.Engine.Measurement;
using LoadLab.Harness.Profiles;

namespace LoadLab.Harness.Results;

/// <summary>A report folder: the only state of a sweep. Knows its layout and its version, nothing of how it is rendered.</summary>
/// <remarks>
/// <c>profile.yml</c>, <c>environment.json</c>, <c>trials/&lt;id&gt;/{trial.json, intervals.csv, latency.hlog, target.csv}</c>.
/// <c>trial.json</c> is written last and whole (temporary file, flush to disk, rename): a trial is done if and only if it is there.
/// <c>environment.json</c> makes a folder a report folder and is likewise written last; it also holds the format version and the
/// profile's own folder, relative to this one.
/// </remarks>
public sealed class ReportFolder
{
    /// <summary>The format this build writes; a folder of a higher one is refused.</summary>
    public const int FormatVersion = 1;

    public const string ProfileFile = "profile.yml";
    public const string EnvironmentFile = "environment.json";
    public const string TrialsDirectory = "trials";
    public const string TrialFile = "trial.json";
    public const string IntervalsFile = "intervals.csv";
    public const string LatencyFile = "latency.hlog";
    public const string TargetFile = "target.csv";
    public const string ScenarioLogFile = "scenario.log";

    /// <summary>Under <see cref="TrialsDirectory"/>: attempts that were cut short, or measured again, kept for a look.</summary>
    public const string InterruptedDirectory = "interrupted";

    private readonly FolderHeader _header;

    private ReportFolder(string path, FolderHeader header, string profileYaml)
    {
        Path = path;
        _header = header;
        ProfileYaml = profileYaml;
    }

    /// <summary>Absolute path.</summary>
    public string Path { get; }

    /// <summary>The profile as run.</summary>
    public string ProfileYaml { get; }

    /// <summary>Where and with what the sweep began.</summary>
    public EnvironmentInfo Environment => _header.Environment;

    /// <summary>The folder, absolute, that relative paths in the profile start from.</summary>
    public string ProfileDirectory => System.IO.Path.GetFullPath(_header.ProfileDirectory, Path);

    /// <summary>Makes a new folder with the profile as run and the environment.</summary>
    /// <param name="path">Made where it is missing; may exist if it is empty.</param>
    /// <param name="profileYaml"><see cref="ProfileConfig.Yaml"/>.</param>
    /// <param name="environment">See <see cref="EnvironmentInfo.Collect"/>.</param>
    /// <param name="profileDirectory"><see cref="ProfileConfig.BaseDirectory"/>; null for a profile without relative paths.</param>
    /// <exception cref="UserErrorException">Not writable, or it already holds a sweep.</exception>
    public static ReportFolder Create(string path, string profileYaml, EnvironmentInfo environment, string? profileDirectory = null)
    {
        var full = System.IO.Path.GetFullPath(path);
        var header = new FolderHeader
        {
            Format = FormatVersion,
            ProfileDirectory = System.IO.Path.GetRelativePath(full, profileDirectory ?? full),
            Environment = environment,
        };
        try
        {
            RefuseOccupied(full);
            Directory.CreateDirectory(System.IO.Path.Combine(full, TrialsDirectory));
            AtomicFile.Write(System.IO.Path.Combine(full, ProfileFile), profileYaml);
            // Last and never over another's: of two sweeps started into one folder, one loses here.
            AtomicFile.Write(System.IO.Path.Combine(full, EnvironmentFile), JsonSerializer.Serialize(header, ResultJson.Options), overwrite: false);
        }
        catch (Exception error) when (IsFileFailure(error))
        {
            throw Failed($"The report folder {full} cannot be written: {error.Message} Choose another with --out.");
        }

        return new ReportFolder(full, header, profileYaml);
    }

    /// <summary>Opens an existing folder.</summary>
    /// <exception cref="UserErrorException">Not there, not a report folder, unreadable, or from a newer version.</exception>
    public static ReportFolder Open(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        if (!Directory.Exists(full))
        {
            throw Failed($"There is no folder {full}.");
        }

        var headerPath = System.IO.Path.Combine(full, EnvironmentFile);
        if (!File.Exists(headerPath))
        {
            throw Failed($"{full} is not a report folder: it has no {EnvironmentFile}.");
        }

        var header = ReadHeader(headerPath);
        return new ReportFolder(full, header, ReadText(System.IO.Path.Combine(full, ProfileFile)));
    }

    /// <summary>An empty folder for the files of one trial; what an interrupted attempt left there is moved aside first.</summary>
    /// <exception cref="UserErrorException">Not writable.</exception>
    /// <exception cref="InvalidOperationException">The trial is finished already.</exception>
    public string BeginTrial(string trialId)
    {
        var folder = TrialFolder(trialId);
        if (HasTrial(trialId))
        {
            throw new InvalidOperationException($"Trial {trialId} is already stored in {folder}.");
        }

        SetAside(trialId);
        try
        {
            Directory.CreateDirectory(folder);
            return folder;
        }
        catch (Exception error) when (IsFileFailure(error))
        {
            throw NotWritable(folder, error);
        }
    }

    /// <summary>Makes room for another attempt at a trial: what there is of it, its result too, is moved aside and kept.</summary>
    /// <exception cref="UserErrorException">Not writable.</exception>
    public void SetAside(string trialId)
    {
        var folder = TrialFolder(trialId);
        try
        {
            MoveAside(trialId, folder);
        }
        catch (Exception error) when (IsFileFailure(error))
        {
            throw NotWritable(folder, error);
        }
    }

    /// <summary>True where the trial is finished and stored.</summary>
    public bool HasTrial(string trialId) => File.Exists(System.IO.Path.Combine(TrialFolder(trialId), TrialFile));

    /// <summary>Stores the finished trial, atomically.</summary>
    /// <exception cref="UserErrorException">Not writable.</exception>
    public void WriteTrial(TrialResult trial)
    {
        ArgumentNullException.ThrowIfNull(trial);
        var folder = TrialFolder(trial.Id);
        try
        {
            Directory.CreateDirectory(folder);
            AtomicFile.Write(System.IO.Path.Combine(folder, TrialFile), JsonSerializer.Serialize(trial, ResultJson.Options));
        }
        catch (Exception error) when (IsFileFailure(error))
        {
            throw Failed($"The result of trial {trial.Id} cannot be written to {folder}: {error.Message}");
        }
    }

    /// <summary>Everything needed for analysis: profile, environment and finished trials in the order they ran.</summary>
    /// <remarks>Needs nothing outside the folder: a feed file that is gone since does not matter here.</remarks>
    /// <exception cref="UserErrorException">A file is missing or damaged; the message names it.</exception>
    public SweepResult Read()
    {
        var profile = ReadProfile();
        return new SweepResult
        {
            Profile = profile,
            Environment = Environment,
            Trials = ReadTrials(),
            SetAside = ReadSetAside(),
            PlannedTrials = profile.Configurations.Count * profile.Trials.Repeats,
            Folder = Path,
        };
    }

    /// <summary>The stored profile with all checks of a profile that is about to run, files it names included: for <c>--resume</c>.</summary>
    /// <exception cref="ProfileException">It cannot be run from here.</exception>
    public ProfileConfig ReadProfileToRun() =>
        ProfileReader.ReadText(ProfileYaml, ProfileDirectory, []);

    /// <summary>The per-second series of a trial; empty where there is none.</summary>
    public IReadOnlyList<IntervalRow> ReadIntervals(string trialId) =>
        SeriesCsv.Read(System.IO.Path.Combine(TrialFolder(trialId), IntervalsFile), new IntervalRowMap());

    /// <summary>The replicas' resource use over a trial; empty where there is none.</summary>
    public IReadOnlyList<TargetRow> ReadTarget(string trialId) =>
        SeriesCsv.Read(System.IO.Path.Combine(TrialFolder(trialId), TargetFile), new TargetRowMap());

    /// <summary>Response times of a trial's successful measured requests, from its <c>latency.hlog</c>; empty where there is none.</summary>
    /// <exception cref="UserErrorException">The log is damaged.</exception>
    public LatencyHistogram ReadResponseTimes(string trialId)
    {
        var path = System.IO.Path.Combine(TrialFolder(trialId), LatencyFile);
        if (!File.Exists(path))
        {
            return new LatencyHistogram();
        }

        try
        {
            using var reader = new StreamReader(path, Encoding.UTF8);
            return HistogramLogReader.Read(reader).Sum(HistogramTags.OkResponse);
        }
        catch (HistogramFormatException error)
        {
            throw Damaged(path, error.Message);
        }
        catch (Exception error) when (IsFileFailure(error))
        {
            throw Unreadable(path, error);
        }
    }

    internal static bool IsFileFailure(Exception error) => error is IOException or UnauthorizedAccessException;

    private ProfileConfig ReadProfile()
    {
        try
        {
            return ProfileReader.ReadStored(ProfileYaml, ProfileDirectory);
        }
        catch (ProfileException error)
        {
            throw Failed($"The profile in {Path} can no longer be read:{System.Environment.NewLine}{error.Message}");
        }
    }

    /// <summary>Finished trials in the order of the plan.</summary>
    /// <exception cref="UserErrorException">One is damaged; the message names it.</exception>
    internal IReadOnlyList<TrialResult> ReadTrials() => [.. InOrder(TrialFilesIn(System.IO.Path.Combine(Path, TrialsDirectory)).Select(ReadTrial))];

    /// <summary>See <see cref="SweepResult.SetAside"/>; in the order of the plan, of one trial the oldest first.</summary>
    /// <exception cref="UserErrorException">One is damaged; the message names it.</exception>
    internal IReadOnlyList<TrialResult> ReadSetAside() =>
        [.. InOrder(TrialFilesIn(System.IO.Path.Combine(Path, TrialsDirectory, InterruptedDirectory)).Select(file => ReadJson<TrialResult>(file, ReadText(file)))).ThenBy(trial => trial.StartedAt)];

    private static IEnumerable<string> TrialFilesIn(string folder) =>
        Directory.Exists(folder) ? Directory.EnumerateDirectories(folder).Select(trial => System.IO.Path.Combine(trial, TrialFile)).Where(File.Exists) : [];

    private static IOrderedEnumerable<TrialResult> InOrder(IEnumerable<TrialResult> trials) =>
        trials.OrderBy(trial => trial.Sequence).ThenBy(trial => trial.Id, StringComparer.Ordinal);

    private static TrialResult ReadTrial(string path)
    {
        var trial = ReadJson<TrialResult>(path, ReadText(path));
        var folder = System.IO.Path.GetFileName(System.IO.Path.GetDirectoryName(path));
        return trial.Id == folder ? trial : throw Damaged(path, $"it is the trial '{trial.Id}', not '{folder}'");
    }

    private static FolderHeader ReadHeader(string path)
    {
        var text = ReadText(path);
        RefuseNewer(path, text);
        return ReadJson<FolderHeader>(path, text);
    }

    /// <summary>Before anything else is read, because a newer format may have other fields.</summary>
    private static void RefuseNewer(string path, string text)
    {
        var format = ReadJson<JsonElement>(path, text) is { ValueKind: JsonValueKind.Object } root
            && root.TryGetProperty("format", out var field) && field.TryGetInt32(out var value) ? value : 0;
        if (format < 1)
        {
            throw Damaged(path, "it has no format number");
        }

        if (format > FormatVersion)
        {
            throw Failed($"{System.IO.Path.GetDirectoryName(path)} was written by a newer LoadLab (format {format}, this one reads {FormatVersion}): "
                + "update LoadLab, or use the version that wrote it.");
        }
    }

    private static T ReadJson<T>(string path, string text)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(text, ResultJson.Options) ?? throw Damaged(path, "it is empty");
        }
        catch (JsonException error)
        {
            throw Damaged(path, error.Message);
        }
    }

    private static string ReadText(string path)
    {
        try
        {
            return File.ReadAllText(path, Encoding.UTF8);
        }
        catch (Exception error) when (IsFileFailure(error))
        {
            throw Unreadable(path, error);
        }
    }

    /// <summary>What a creation that was cut short left may be written over; anything else is somebody's.</summary>
    private static void RefuseOccupied(string full)
    {
        if (File.Exists(System.IO.Path.Combine(full, EnvironmentFile)))
        {
            throw Failed($"{full} already holds a sweep: go on with it by --resume, or choose another folder with --out.");
        }

        string[] own = [ProfileFile, ProfileFile + AtomicFile.TemporarySuffix, EnvironmentFile + AtomicFile.TemporarySuffix, TrialsDirectory];
        if (Directory.Exists(full) && Directory.EnumerateFileSystemEntries(full).Any(entry => !own.Contains(System.IO.Path.GetFileName(entry))))
        {
            throw Failed($"{full} is not empty and not a report folder: choose another with --out.");
        }
    }

    private void MoveAside(string trialId, string folder)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        var aside = System.IO.Path.Combine(Path, TrialsDirectory, InterruptedDirectory);
        Directory.CreateDirectory(aside);
        var attempt = 1;
        while (Directory.Exists(System.IO.Path.Combine(aside, $"{trialId}-{attempt}")))
        {
            attempt++;
        }

        Directory.Move(folder, System.IO.Path.Combine(aside, $"{trialId}-{attempt}"));
    }

    /// <summary>Where a trial's files are, or will be.</summary>
    internal string TrialFolder(string trialId)
    {
        if (trialId.Length == 0 || trialId == InterruptedDirectory || !trialId.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_'))
        {
            throw new ArgumentException($"Not the name of a trial: '{trialId}'.", nameof(trialId));
        }

        return System.IO.Path.Combine(Path, TrialsDirectory, trialId);
    }

    private static UserErrorException NotWritable(string folder, Exception error) => Failed($"The trial's folder {folder} cannot be written: {error.Message}");

    private static UserErrorException Unreadable(string path, Exception error) => Failed($"{path} cannot be read: {error.Message}");

    private static UserErrorException Damaged(string path, string why) =>
        Failed(System.IO.Path.GetFileName(path) is TrialFile or LatencyFile
            ? $"{path} is damaged ({why}). Remove its folder and run the sweep again with --resume to repeat that trial."
            : $"{path} is damaged ({why}). The sweep has to be run again.");

    private static UserErrorException Failed(string message) => new(ExitCode.ReportFolder, message);
}
