using System.Text;
using System.Text.Json;
using LoadLab.Harness.Deployment.Local;
using LoadLab.Harness.Deployment.Swarm;
using LoadLab.Harness.Deployment.Swarm.Api.Models;
using LoadLab.Harness.Profiles;

namespace LoadLab.Harness.Tests.Deployment.Swarm;

public sealed class AgentsSpecBuilderTests
{
    private const string Token = "a-token-of-some-length";

    private static readonly SwarmRun Run = new("abc", new SwarmOwner("machine", "boot", new ProcessIdentity(7, 8)));

    [Fact]
    public void Build_Agents_AreAsManyAsAskedForWithTheirLimitsAndPlacement()
    {
        var spec = Build(new AgentsConfig { Count = 3, Cpus = 1.5, MemoryBytes = 1000, Placement = ["node.labels.role == load"] });

        Assert.Equal(3, spec.Mode.Replicated!.Replicas);
        Assert.Equal((1_500_000_000L, 1000L), (spec.TaskTemplate.Resources!.Limits!.NanoCpus, spec.TaskTemplate.Resources.Limits.MemoryBytes));
        Assert.Equal(["node.labels.role == load"], spec.TaskTemplate.Placement!.Constraints!);
        Assert.Equal("any", spec.TaskTemplate.RestartPolicy!.Condition);
    }

    [Fact]
    public void Build_NoLimits_LimitsNothing()
    {
        var limits = Build(new AgentsConfig { Count = 1 }).TaskTemplate.Resources!.Limits!;

        Assert.Equal((null, null), (limits.NanoCpus, limits.MemoryBytes));
    }

    [Fact]
    public void Build_WithoutTls_JoinsWithTheTokensFile() => Assert.Equal(
        ["agent", "--join", "ws://10.0.0.1:7710", "--token-file", "/run/secrets/loadlab-agent-token"],
        Build(new AgentsConfig { Count = 1 }).TaskTemplate.ContainerSpec.Args);

    [Fact]
    public void Build_WithTls_PinsTheCertificate() => Assert.Equal(
        ["agent", "--join", "wss://load.example:7710", "--token-file", "/run/secrets/loadlab-agent-token", "--fingerprint", "AB"],
        Build(new AgentsConfig { Count = 1 }, "wss://load.example:7710", "AB").TaskTemplate.ContainerSpec.Args);

    [Fact]
    public void Build_Names_DifferForEachTaskAndTellTheNode()
    {
        var container = Build(new AgentsConfig { Count = 2 }).TaskTemplate.ContainerSpec;

        Assert.Equal(["LOADLAB_AGENT_NAME=agent-{{.Task.Slot}}"], container.Env);
        Assert.Equal("{{.Node.Hostname}}", container.Hostname);
    }

    [Fact]
    public void Build_EverythingMade_CarriesTheRunAndItsOwner()
    {
        var spec = Build(new AgentsConfig { Count = 1 });
        var secret = Builder(new AgentsConfig { Count = 1 }).Secret(Token);

        Assert.Equal("loadlab-abc-agents", spec.Name);
        Assert.All([spec.Labels, spec.TaskTemplate.ContainerSpec.Labels!, secret.Labels], labels =>
        {
            Assert.Equal("abc", labels[SwarmRun.RunLabel]);
            Assert.Equal(Run.Owner, SwarmOwner.Parse(labels[SwarmRun.OwnerLabel]));
        });
    }

    [Fact]
    public void Build_Token_IsInTheSecretAlone()
    {
        var secret = Builder(new AgentsConfig { Count = 1 }).Secret(Token);
        var reference = Assert.Single(Build(new AgentsConfig { Count = 1 }).TaskTemplate.ContainerSpec.Secrets!);

        Assert.Equal((secret.Name, "s1", "loadlab-agent-token"), (reference.SecretName, reference.SecretId, reference.File.Name));
        Assert.Contains($"\"Data\":\"{Convert.ToBase64String(Encoding.ASCII.GetBytes(Token))}\"", JsonSerializer.Serialize(secret), StringComparison.Ordinal);
    }

    [Fact]
    public void Build_Networks_AreJoinedWithoutAVirtualAddress()
    {
        var spec = Build(new AgentsConfig { Count = 1 });

        Assert.Equal("dnsrr", spec.EndpointSpec!.Mode);
        Assert.Equal(["n1", "n2"], spec.TaskTemplate.Networks!.Select(network => network.Target));
    }

    private static AgentsSpecBuilder Builder(AgentsConfig agents) => new(Run, agents);

    private static ServiceSpec Build(AgentsConfig agents, string coordinator = "ws://10.0.0.1:7710", string? fingerprint = null) =>
        Builder(agents).Build("sha256:1", new Uri(coordinator), fingerprint, "s1", ["n1", "n2"]);
}
