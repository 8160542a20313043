using System.Globalization;
using LoadLab.Harness.Deployment.Swarm.Api.Models;
using LoadLab.Harness.Profiles;

namespace LoadLab.Harness.Deployment.Swarm;

/// <summary>Turns a configuration into the service that the swarm is asked for: pure.</summary>
/// <param name="run">Names and labels.</param>
/// <param name="surroundings">What the service needs and is there already.</param>
internal sealed class ServiceSpecBuilder(SwarmRun run, ServiceSurroundings surroundings)
{
    private const long NsPerSecond = 1_000_000_000;

    /// <summary>As long as a local replica is given.</summary>
    private const long StopGraceNs = 5 * NsPerSecond;

    /// <param name="configuration">What is measured.</param>
    public ServiceSpec Build(Configuration configuration) => new()
    {
        Name = run.ServiceName,
        Labels = run.Labels,
        Mode = new ServiceMode { Replicated = new ReplicatedMode(configuration.Replicas) },
        EndpointSpec = Endpoint(configuration.Target),
        TaskTemplate = new TaskSpec
        {
            ContainerSpec = ContainerOf(configuration),
            Resources = ResourcesOf(configuration),
            RestartPolicy = new RestartPolicy { Condition = ConditionOf(configuration.Target.Swarm.Restart), Delay = NsPerSecond },
            Placement = new Placement { Constraints = configuration.Target.Swarm.Placement },
            Networks = [.. surroundings.Networks.Select(network => new NetworkAttachment(network))],
        },
    };

    // A virtual address is IPVS's work; without it the name of the service has to stand for its tasks.
    private EndpointSpec Endpoint(TargetConfig target) => surroundings.Publish switch
    {
        PublishKind.Ingress => new EndpointSpec { Mode = "vip", Ports = [Port(target, "ingress"), Port(target, "host")] },
        PublishKind.Overlay => new EndpointSpec { Mode = "dnsrr" },
        _ => new EndpointSpec { Mode = "dnsrr", Ports = [Port(target, "host")] },
    };

    private static PortConfig Port(TargetConfig target, string mode) => new() { TargetPort = target.Port!.Value, PublishMode = mode };

    private ContainerSpec ContainerOf(Configuration configuration)
    {
        var swarm = configuration.Target.Swarm;
        return new ContainerSpec
        {
            Image = surroundings.Image,
            Labels = run.Labels,
            Command = Fill(swarm.Entrypoint, configuration.Target),
            Args = Fill(configuration.Target.Command, configuration.Target),
            Env = [.. EnvironmentOf(configuration).Select(pair => $"{pair.Key}={pair.Value}")],
            StopGracePeriod = StopGraceNs,
            Secrets = [.. swarm.Secrets.Select(name => new SecretReference { SecretId = surroundings.Secrets[name], SecretName = name, File = new ReferenceFile { Name = name } })],
            Configs = [.. swarm.Configs.Select(pair => new ConfigReference { ConfigId = surroundings.Configs[pair.Key], ConfigName = pair.Key, File = new ReferenceFile { Name = pair.Value } })],
        };
    }

    private static ResourceRequirements ResourcesOf(Configuration configuration) => new()
    {
        Limits = new Resources { NanoCpus = Nano(configuration.Cpus), MemoryBytes = configuration.MemoryBytes },
        Reservations = new Resources { NanoCpus = Nano(configuration.Target.Swarm.ReservedCpus), MemoryBytes = configuration.Target.Swarm.ReservedMemoryBytes },
    };

    private static long? Nano(double? cores) => cores is { } value ? (long)Math.Round(value * NsPerSecond) : null;

    private static IEnumerable<KeyValuePair<string, string>> EnvironmentOf(Configuration configuration)
    {
        var target = configuration.Target;
        var environment = target.Environment.ToDictionary(pair => pair.Key, pair => Fill(pair.Value, target), StringComparer.Ordinal);
        environment["PORT"] = PortText(target);
        if (configuration.Workers is { } workers && BundledImage.Is(target.Image!))
        {
            // The bundled target's own setting: an axis of that name means it, whether or not the profile writes it out.
            environment.TryAdd("WORKERS", workers.ToString(CultureInfo.InvariantCulture));
        }

        return environment.OrderBy(pair => pair.Key, StringComparer.Ordinal);
    }

    private static string[]? Fill(IReadOnlyList<string>? words, TargetConfig target) => words is null ? null : [.. words.Select(word => Fill(word, target))];

    private static string Fill(string text, TargetConfig target) => text.Replace("{port}", PortText(target), StringComparison.Ordinal);

    private static string PortText(TargetConfig target) => target.Port!.Value.ToString(CultureInfo.InvariantCulture);

    private static string ConditionOf(RestartKind restart) => restart switch
    {
        RestartKind.OnFailure => "on-failure",
        RestartKind.Any => "any",
        _ => "none",
    };
}
