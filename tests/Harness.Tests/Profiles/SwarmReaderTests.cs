using LoadLab.Harness.Profiles;

namespace LoadLab.Harness.Tests.Profiles;

public sealed class SwarmReaderTests
{
    [Fact]
    public void ReadText_NothingButSwarm_RunsTheBundledImage()
    {
        var target = ReadTarget("{ deployment: swarm }");

        Assert.Equal(("loadlab/target-api", 8080, "/metrics"), (target.Image, target.Port, target.MetricsPath));
        Assert.Equal((PublishKind.Auto, RestartKind.None, false), (target.Swarm.Publish, target.Swarm.Restart, target.Swarm.KeepsProcesses));
    }

    [Fact]
    public void ReadText_AnotherImage_HasNoMetricsUnlessNamed() => Assert.Null(ReadTarget("{ deployment: swarm, image: nginx }").MetricsPath);

    [Theory]
    [InlineData("loadlab/target-api:0.1.0")]
    [InlineData("registry.example:5000/loadlab/target-api")]
    [InlineData("loadlab/target-api@sha256:0123")]
    public void ReadText_BundledImageByAnotherName_IsKnown(string image) => Assert.Equal("/metrics", ReadTarget($"{{ deployment: swarm, image: '{image}' }}").MetricsPath);

    [Fact]
    public void ReadText_EverythingAServiceHas_IsRead()
    {
        var swarm = ReadTarget("""
            { deployment: swarm, command: [uvicorn, "app:app", --workers, "2"], swarm: { entrypoint: "/bin/sh -c", placement: ["node.labels.role == target"], publish: ingress,
              networks: [n], reservations: { cpus: 0.5, memory: 64M }, secrets: [s], configs: { c: /etc/c }, restart: on-failure, processes: kept } }
            """).Swarm;

        Assert.Equal(["/bin/sh", "-c"], swarm.Entrypoint);
        Assert.Equal((0.5, 64L << 20), (swarm.ReservedCpus, swarm.ReservedMemoryBytes));
        Assert.Equal((PublishKind.Ingress, RestartKind.OnFailure, true), (swarm.Publish, swarm.Restart, swarm.KeepsProcesses));
        Assert.Equal("/etc/c", swarm.Configs["c"]);
    }

    [Theory]
    [InlineData("{ deployment: swarm, urls: ['http://a'] }", "is for 'deployment: external'")]
    [InlineData("{ deployment: swarm, working_directory: /x }", "is for 'deployment: local'")]
    [InlineData("{ deployment: swarm, command: [x, '{replica}'] }", "{{.Task.Slot}}")]
    [InlineData("{ deployment: swarm, environment: { I: '{replica}' } }", "{{.Task.Slot}}")]
    [InlineData("{ deployment: swarm, swarm: { placement: [ssd] } }", "is not a constraint")]
    [InlineData("{ deployment: swarm, swarm: { configs: { c: etc/c } } }", "whole path in the container")]
    [InlineData("{ deployment: local, swarm: { publish: host } }", "is for 'deployment: swarm'")]
    public void ReadText_WhatDoesNotFit_IsToldWithTheWayToMendIt(string target, string expected) =>
        Assert.Contains(expected, string.Join('\n', ProfileTexts.Errors(Yaml(target))), StringComparison.Ordinal);

    [Fact]
    public void ReadText_TaskTemplate_IsLeftToTheSwarm() => Assert.Equal("{{.Task.Slot}}", ReadTarget("{ deployment: swarm, environment: { I: '{{.Task.Slot}}' } }").Environment["I"]);

    private static TargetConfig ReadTarget(string target) => ProfileTexts.Read(Yaml(target)).Configurations[0].Target;

    private static string Yaml(string target) => $"""
        name: swarm
        target: {target.ReplaceLineEndings(" ")}
        load: {"{ scenario: predict, simulations: [{ keep_constant: { copies: 4, during: 10s } }] }"}
        """;
}
