using LoadLab.Harness.Agents.Launching;
using LoadLab.Harness.Deployment.Swarm.Api.Models;
using LoadLab.Harness.Profiles;

namespace LoadLab.Harness.Deployment.Swarm;

/// <summary>Turns a profile's agents into the service that the swarm is asked for: pure.</summary>
/// <param name="run">Names and labels.</param>
/// <param name="agents">What the profile says.</param>
internal sealed class AgentsSpecBuilder(SwarmRun run, AgentsConfig agents)
{
    private const long NsPerSecond = 1_000_000_000;

    /// <summary>The token's file in <c>/run/secrets</c>.</summary>
    private const string TokenFile = "loadlab-agent-token";

    /// <summary>The token, which whoever may look at the service does not see.</summary>
    public SecretSpec Secret(string token) => new() { Name = $"{run.ServiceName}-token", Labels = run.Labels, Data = System.Text.Encoding.ASCII.GetBytes(token) };

    /// <param name="image">Its id or name.</param>
    /// <param name="coordinator">Where agents dial.</param>
    /// <param name="fingerprint">What they pin; null without TLS.</param>
    /// <param name="secret">Id of <see cref="Secret"/> in the swarm.</param>
    /// <param name="networks">Ids of the networks that they join.</param>
    public ServiceSpec Build(string image, Uri coordinator, string? fingerprint, string secret, IReadOnlyList<string> networks) => new()
    {
        Name = $"{run.ServiceName}-agents",
        Labels = run.Labels,
        Mode = new ServiceMode { Replicated = new ReplicatedMode(agents.Count) },
        // Nobody calls them; a virtual address would want IPVS.
        EndpointSpec = new EndpointSpec { Mode = "dnsrr" },
        TaskTemplate = new TaskSpec
        {
            ContainerSpec = Container(image, coordinator, fingerprint, secret),
            Resources = new ResourceRequirements { Limits = new Resources { NanoCpus = agents.Cpus is { } cores ? (long)Math.Round(cores * NsPerSecond) : null, MemoryBytes = agents.MemoryBytes } },
            // One that is lost comes back for the next trial.
            RestartPolicy = new RestartPolicy { Condition = "any", Delay = NsPerSecond },
            Placement = new Placement { Constraints = agents.Placement },
            Networks = [.. networks.Select(network => new NetworkAttachment(network))],
        },
    };

    private ContainerSpec Container(string image, Uri coordinator, string? fingerprint, string secret) => new()
    {
        Image = image,
        Labels = run.Labels,
        // Results name an agent's machine, which to a user is the node. The swarm fills templates in here and in variables, not in arguments.
        Hostname = "{{.Node.Hostname}}",
        Env = [$"{AgentVariables.Name}=agent-{{{{.Task.Slot}}}}"],
        Args =
        [
            "agent", "--join", coordinator.ToString().TrimEnd('/'), "--token-file", $"/run/secrets/{TokenFile}",
            .. fingerprint is null ? Array.Empty<string>() : ["--fingerprint", fingerprint],
        ],
        StopGracePeriod = 5 * NsPerSecond,
        Secrets = [new SecretReference { SecretId = secret, SecretName = $"{run.ServiceName}-token", File = new ReferenceFile { Name = TokenFile } }],
    };
}
