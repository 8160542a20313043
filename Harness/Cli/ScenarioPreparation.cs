using LoadLab.Harness.Profiles;
using LoadLab.Harness.Results;
using LoadLab.Harness.UserCode;

namespace LoadLab.Harness.Cli;

/// <summary>Builds the scenarios of a profile or a command line before anything is measured.</summary>
internal sealed class ScenarioPreparation(GlobalState state)
{
    /// <exception cref="UserErrorException">They do not build or cannot be used.</exception>
    public async Task<ScenarioLibrary> BuildAsync(IEnumerable<LoadConfig> loads, CancellationToken cancellationToken)
    {
        var paths = loads.Select(load => load.Code?.Path).OfType<string>().Distinct().ToList();
        if (paths.Count == 0)
        {
            return ScenarioLibrary.Empty;
        }

        if (state.IsTerminal)
        {
            await state.Error.WriteLineAsync("Building the scenarios…").ConfigureAwait(false);
        }

        return await ScenarioLibrary.BuildAsync(paths, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Trials of different code cannot stand in one report.</summary>
    /// <exception cref="UserErrorException">The code has changed since a trial of the folder was measured.</exception>
    public static void ThrowIfChanged(ProfileConfig profile, ReportFolder folder, ScenarioLibrary library)
    {
        foreach (var trial in folder.Read().Trials)
        {
            var path = profile.Configurations.FirstOrDefault(one => one.Id == trial.ConfigurationId)?.Load.Code?.Path;
            if (path is not null && trial.Load?.Scenario?.Code is { } measured && measured != library.Identity(path))
            {
                throw new UserErrorException(ExitCode.InvalidProfile,
                    $"{path} has changed since trial {trial.Id} was measured: bring back the code as it was, or start a new sweep without --resume.");
            }
        }
    }
}
