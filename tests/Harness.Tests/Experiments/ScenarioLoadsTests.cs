using LoadLab.Engine.LoadModels;
using LoadLab.Harness.Experiments;
using LoadLab.Harness.Profiles;
using LoadLab.Harness.Tests.UserCode;
using LoadLab.Harness.UserCode;

namespace LoadLab.Harness.Tests.Experiments;

public sealed class ScenarioLoadsTests
{
    private static readonly string Own = typeof(UserScenarios).Assembly.Location;

    [Fact]
    public async Task Resolve_ProfileWithoutStages_TakesThoseOfTheCode()
    {
        var load = await ResolveAsync(new ScenarioCodeConfig { Path = Own, Scenario = "property", KeepsStages = true, KeepsWarmUp = true });

        Assert.Equal([new IterationsForConstant(1, 3)], load.Simulations);
        Assert.Equal(TimeSpan.Zero, load.WarmUp);
    }

    [Fact]
    public async Task Resolve_ProfileWithStagesAndWarmUp_ReplacesThoseOfTheCode()
    {
        var load = await ResolveAsync(new ScenarioCodeConfig { Path = Own, Scenario = "property" });

        Assert.Equal([new KeepConstant(2, TimeSpan.FromSeconds(5))], load.Simulations);
        Assert.Equal(TimeSpan.FromSeconds(1), load.WarmUp);
    }

    [Fact]
    public async Task Resolve_LocalTarget_AsksTheCodeWithAnAddressForEachReplica()
    {
        var library = await ScenarioLibrary.BuildAsync([Own], CancellationToken.None);
        var profile = TestProfiles.Create(1, 1);
        var configuration = profile.Configurations[0] with { Replicas = 3, Load = Load(new ScenarioCodeConfig { Path = Own, Scenario = "method grey 3", KeepsWarmUp = true }) };

        var resolved = ScenarioLoads.Resolve(profile with { Configurations = [configuration] }, library);

        Assert.Equal(TimeSpan.FromSeconds(4), resolved.Configurations[0].Load.WarmUp);
    }

    [Theory]
    [InlineData("no stages", "The stages of scenario 'no stages'")]
    [InlineData("no load", "is empty: there is nothing to measure")]
    public async Task Resolve_NothingToRun_IsTheUsersMistake(string scenario, string expected)
    {
        var error = await Assert.ThrowsAsync<UserErrorException>(() => ResolveAsync(new ScenarioCodeConfig { Path = Own, Scenario = scenario, KeepsStages = true }));

        Assert.Equal(ExitCode.InvalidProfile, error.ExitCode);
        Assert.Contains(expected, error.Message);
    }

    [Fact]
    public async Task Resolve_RequestLoad_IsLeftAlone()
    {
        var load = new LoadConfig { Scenario = "predict", Simulations = [new KeepConstant(1, TimeSpan.FromSeconds(1))] };

        Assert.Same(load, ScenarioLoads.Resolve(load, [], 1, await ScenarioLibrary.BuildAsync([], CancellationToken.None)));
    }

    private static async Task<LoadConfig> ResolveAsync(ScenarioCodeConfig code) =>
        ScenarioLoads.Resolve(Load(code), [], 1, await ScenarioLibrary.BuildAsync([Own], CancellationToken.None));

    private static LoadConfig Load(ScenarioCodeConfig code) =>
        new() { Code = code, Simulations = code.KeepsStages ? [] : [new KeepConstant(2, TimeSpan.FromSeconds(5))], WarmUp = TimeSpan.FromSeconds(1) };
}
