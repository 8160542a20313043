using LoadLab.Engine.LoadModels;
using LoadLab.Harness.Profiles;
using LoadLab.Harness.Tests.Deployment;

namespace LoadLab.Harness.Tests.Experiments;

/// <summary>Profiles as the reader would make them.</summary>
internal static class TestProfiles
{
    public static ProfileConfig Create(int configurations, int repeats, int seed = 42, params LoadSimulation[] stages) => new()
    {
        Name = "test",
        Configurations = [.. Enumerable.Range(1, configurations).Select(number => TestConfigurations.Local("unused") with
        {
            Id = $"c{number:00}",
            Load = TestConfigurations.Load(stages.Length > 0 ? stages : [new KeepConstant(2, TimeSpan.FromSeconds(1))]),
        })],
        Trials = new TrialsConfig { Repeats = repeats, Seed = seed },
        Objective = new ObjectiveConfig(),
        Yaml = "name: test\n",
        BaseDirectory = "/",
    };
}
