using System.Globalization;
using System.Text.RegularExpressions;
using LoadLab.Harness.Experiments;
using LoadLab.Harness.Profiles;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Cli;

/// <summary>Finds or makes the report folder of a sweep.</summary>
internal sealed partial class SweepFolder(GlobalState state)
{
    private const string ReportsDirectory = "reports";

    /// <summary>A new folder for a sweep that begins.</summary>
    /// <exception cref="UserErrorException">Not writable, or it already holds a sweep.</exception>
    public ReportFolder Create(ProfileConfig profile, string? path)
    {
        var stamp = state.Time.GetLocalNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
        var folder = path is null ? Path.Combine(Reports, $"{profile.Name}-{stamp}") : Path.GetFullPath(path, state.WorkingDirectory);
        return ReportFolder.Create(folder, profile.Yaml, EnvironmentInfo.Collect(state.Time), profile.BaseDirectory);
    }

    /// <summary>The folder to go on with, and the profile in it, which rules.</summary>
    /// <param name="asked">The profile named on the command line with its overrides; null where none was.</param>
    /// <param name="path">The folder named; null for the newest unfinished one of the profile.</param>
    /// <param name="retry">What counts as unfinished although it was measured.</param>
    /// <exception cref="UserErrorException">There is none, or the profile asked for is another one.</exception>
    public (ReportFolder Folder, ProfileConfig Profile) Resume(ProfileConfig? asked, string? path, TrialRetry retry)
    {
        var folder = path is not null ? ReportFolder.Open(Path.GetFullPath(path, state.WorkingDirectory))
            : asked is not null ? NewestUnfinished(asked, retry)
            : throw new UserErrorException(ExitCode.Usage, "--resume needs to know which sweep: give --out with its report folder, or --profile for the newest unfinished one.");
        if (asked is not null && asked.Yaml != folder.ProfileYaml)
        {
            throw new UserErrorException(ExitCode.Usage,
                $"The sweep in {folder.Path} was started with another profile or other --set values than given now. "
                + "To go on with it, leave out --profile and --set; to measure the new profile, leave out --resume.");
        }

        return (folder, folder.ReadProfileToRun());
    }

    private string Reports => Path.Combine(state.WorkingDirectory, ReportsDirectory);

    private ReportFolder NewestUnfinished(ProfileConfig profile, TrialRetry retry)
    {
        var candidates = Directory.Exists(Reports) ? Directory.GetDirectories(Reports, $"{profile.Name}-*") : [];
        return candidates
            .Where(folder => Stamp().IsMatch(Path.GetFileName(folder)[profile.Name.Length..]) && File.Exists(Path.Combine(folder, ReportFolder.EnvironmentFile)))
            .OrderDescending(StringComparer.Ordinal)
            .Select(ReportFolder.Open)
            .FirstOrDefault(folder => SweepRunner.Remaining(folder.ReadProfileToRun(), folder, retry).Count > 0)
            ?? throw new UserErrorException(ExitCode.ReportFolder, $"There is no unfinished sweep of {profile.Name} in {Reports}: start one without --resume, or name its folder with --out.");
    }

    [GeneratedRegex("^-[0-9]{8}-[0-9]{6}$")]
    private static partial Regex Stamp();
}
