using LoadLab.Engine.LoadModels;
using LoadLab.Harness.Profiles;
using LoadLab.Harness.UserCode;

namespace LoadLab.Harness.Experiments;

/// <summary>Fills up loads with what their code says about itself: the scenario's name, and stages and warm-up where the profile gives none.</summary>
internal static class ScenarioLoads
{
    /// <summary>Nobody's address (RFC 2606), for code that is asked before its target is there.</summary>
    private static readonly Uri NotYetDeployed = new("http://target.invalid");

    /// <exception cref="UserErrorException">The code cannot be loaded, has no such scenario, or stages that are not valid.</exception>
    public static ProfileConfig Resolve(ProfileConfig profile, ScenarioLibrary library) =>
        profile with { Configurations = [.. profile.Configurations.Select(one => Resolve(one, profile.Trials.Seed, library))] };

    /// <inheritdoc cref="Resolve(ProfileConfig, ScenarioLibrary)"/>
    public static LoadConfig Resolve(LoadConfig load, IReadOnlyList<Uri> targets, int seed, ScenarioLibrary library)
    {
        if (load.Code is not { } code)
        {
            return load;
        }

        using var assembly = library.Load(code.Path);
        var scenario = assembly.Find(code.Scenario, targets, code.Settings, seed);
        if (scenario.Run is null)
        {
            throw new UserErrorException(ExitCode.InvalidProfile, $"The scenario '{scenario.ScenarioName}' in {code.Path} is empty: there is nothing to measure.");
        }

        var resolved = load with
        {
            Code = code with { Scenario = scenario.ScenarioName },
            Simulations = code.KeepsStages ? scenario.LoadSimulations : load.Simulations,
            WarmUp = code.KeepsWarmUp ? scenario.WarmUpDuration : load.WarmUp,
        };
        ThrowIfInvalid(resolved, seed);
        return resolved;
    }

    private static Configuration Resolve(Configuration one, int seed, ScenarioLibrary library)
    {
        IReadOnlyList<Uri> targets = one.Target.Urls.Count > 0 ? one.Target.Urls : [.. Enumerable.Repeat(NotYetDeployed, one.Replicas)];
        return one with { Load = Resolve(one.Load, targets, seed, library) };
    }

    private static void ThrowIfInvalid(LoadConfig load, int seed)
    {
        try
        {
            _ = LoadPlan.Create(load.Simulations, seed);
        }
        catch (ArgumentException error)
        {
            throw new UserErrorException(ExitCode.InvalidProfile, $"The stages of scenario '{load.Code!.Scenario}' in {load.Code.Path} are not valid:{Environment.NewLine}{error.Message}");
        }
    }
}
