using LoadLab.Engine.LoadModels;
using LoadLab.Harness.Profiles;

namespace LoadLab.Harness.Tests.Deployment;

/// <summary>Configurations as the profile reader would make them.</summary>
internal static class TestConfigurations
{
    public static Configuration Local(params string[] command) => new()
    {
        Id = "c01",
        Label = "",
        Parameters = [],
        Target = new TargetConfig { Deployment = DeploymentKind.Local, Command = command },
        Load = Load(new KeepConstant(2, TimeSpan.FromSeconds(1))),
    };

    public static Configuration Swarm(SwarmConfig? swarm = null, string image = "loadlab/target-api") => new()
    {
        Id = "c01",
        Label = "",
        Parameters = [],
        Target = new TargetConfig { Deployment = DeploymentKind.Swarm, Image = image, Port = 8080, Swarm = swarm ?? new SwarmConfig() },
        Load = Load(new KeepConstant(2, TimeSpan.FromSeconds(1))),
    };

    public static LoadConfig Load(params LoadSimulation[] stages) => new() { Requests = [new RequestConfig()], Simulations = stages };
}
