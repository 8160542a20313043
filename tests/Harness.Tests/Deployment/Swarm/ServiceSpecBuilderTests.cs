using System.Text.Json;
using LoadLab.Harness.Deployment.Local;
using LoadLab.Harness.Deployment.Swarm;
using LoadLab.Harness.Deployment.Swarm.Api.Models;
using LoadLab.Harness.Profiles;

namespace LoadLab.Harness.Tests.Deployment.Swarm;

public sealed class ServiceSpecBuilderTests
{
    private static readonly SwarmRun Run = new("abc", new SwarmOwner("machine", "boot", new ProcessIdentity(7, 8)));

    [Fact]
    public void Build_Limits_AreThoseOfEachTask()
    {
        var spec = Build(TestConfigurations.Swarm(new SwarmConfig { ReservedCpus = 0.25 }) with { Replicas = 3, Cpus = 0.5, MemoryBytes = 1000 });

        Assert.Equal(3, spec.Mode.Replicated!.Replicas);
        Assert.Equal((500_000_000L, 1000L), (spec.TaskTemplate.Resources!.Limits!.NanoCpus, spec.TaskTemplate.Resources.Limits.MemoryBytes));
        Assert.Equal(250_000_000L, spec.TaskTemplate.Resources.Reservations!.NanoCpus);
    }

    [Fact]
    public void Build_EverythingMade_CarriesTheRunAndItsOwner()
    {
        var spec = Build(TestConfigurations.Swarm());

        Assert.Equal("abc", spec.Labels[SwarmRun.RunLabel]);
        Assert.Equal(Run.Owner, SwarmOwner.Parse(spec.TaskTemplate.ContainerSpec.Labels![SwarmRun.OwnerLabel]));
    }

    [Fact]
    public void Build_BundledImageWithWorkers_IsToldOfThemAndOfItsPort()
    {
        var environment = Build(TestConfigurations.Swarm() with { Workers = 4 }).TaskTemplate.ContainerSpec.Env!;

        Assert.Equal(["PORT=8080", "WORKERS=4"], environment);
    }

    [Fact]
    public void Build_AnotherImage_GetsItsArgumentsWithThePort()
    {
        var configuration = TestConfigurations.Swarm(image: "registry.example:5000/some/app:1") with { Workers = 4 };
        var spec = Build(configuration with { Target = configuration.Target with { Command = ["serve", "--port={port}"] } }).TaskTemplate.ContainerSpec;

        Assert.Null(spec.Command);
        Assert.Equal(["serve", "--port=8080"], spec.Args);
        Assert.Equal(["PORT=8080"], spec.Env);
    }

    [Theory]
    [InlineData(PublishKind.Host, "dnsrr", new[] { "host" })]
    [InlineData(PublishKind.Ingress, "vip", new[] { "ingress", "host" })]
    [InlineData(PublishKind.Overlay, "dnsrr", new string[0])]
    public void Build_Publish_DecidesModeAndPorts(PublishKind publish, string mode, string[] ports)
    {
        var endpoint = Build(TestConfigurations.Swarm(), publish).EndpointSpec!;

        Assert.Equal(mode, endpoint.Mode);
        Assert.Equal(ports, (endpoint.Ports ?? []).Select(port => port.PublishMode));
    }

    [Fact]
    public void Build_SecretsAndConfigs_AreReferredToById()
    {
        var spec = Build(TestConfigurations.Swarm(new SwarmConfig { Secrets = ["key"], Configs = new Dictionary<string, string> { ["conf"] = "/etc/conf" } })).TaskTemplate.ContainerSpec;

        Assert.Equal(("s1", "key"), (spec.Secrets![0].SecretId, spec.Secrets[0].File.Name));
        Assert.Equal(("c1", "/etc/conf"), (spec.Configs![0].ConfigId, spec.Configs[0].File.Name));
    }

    [Fact]
    public void Build_Json_HasTheApisOwnNames()
    {
        var json = JsonSerializer.Serialize(Build(TestConfigurations.Swarm(new SwarmConfig { Secrets = ["key"] }) with { Cpus = 1 }));

        Assert.Contains("\"NanoCPUs\":1000000000", json, StringComparison.Ordinal);
        Assert.Contains("\"SecretID\":\"s1\"", json, StringComparison.Ordinal);
        Assert.Contains("\"UID\":\"0\"", json, StringComparison.Ordinal);
    }

    [Fact]
    public void CanBecome_AnotherNumberOfReplicas_IsTheSameService()
    {
        var configuration = TestConfigurations.Swarm() with { Cpus = 1 };
        var kept = new KeptService("id", Build(configuration));

        Assert.True(kept.CanBecome(Build(configuration with { Replicas = 5 })));
        Assert.False(kept.CanBecome(Build(configuration with { Cpus = 2 })));
    }

    private static ServiceSpec Build(Configuration configuration, PublishKind publish = PublishKind.Host) => new ServiceSpecBuilder(Run, new ServiceSurroundings
    {
        Image = "sha256:1",
        Publish = publish,
        Networks = ["n"],
        Secrets = new Dictionary<string, string> { ["key"] = "s1" },
        Configs = new Dictionary<string, string> { ["conf"] = "c1" },
    }).Build(configuration);
}
