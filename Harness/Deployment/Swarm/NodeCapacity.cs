using LoadLab.Harness.Deployment.Swarm.Api.Models;
using LoadLab.Harness.Profiles;
using LoadLab.Harness.Profiles.Values;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Deployment.Swarm;

/// <summary>Holds what a service asks for against the sizes of the nodes: pure.</summary>
internal static class NodeCapacity
{
    /// <summary>What the swarm would leave pending for ever, or a node reject.</summary>
    /// <param name="demand">What is asked for.</param>
    /// <param name="eligible">Nodes that may get tasks.</param>
    /// <param name="nodes">All nodes.</param>
    /// <exception cref="DeploymentFailedException">No node may get a replica, or none is large enough.</exception>
    public static void ThrowIfNoneFits(ServiceDemand demand, IReadOnlyList<SwarmNode> eligible, IReadOnlyList<SwarmNode> nodes)
    {
        if (eligible.Count == 0)
        {
            throw Refused($"No node of the swarm may get {demand.One}: {string.Join("; ", nodes.Select(node => $"{node.Name} is {StateOf(node)}"))}{PlacementOf(demand)}.");
        }

        if (demand.Cpus is { } cpus && eligible.All(node => node.Description.Resources.Cpus < cpus))
        {
            throw Refused($"{demand.Owner} limit of {cpus:0.##} CPUs is more than any of its nodes has ({string.Join(", ", eligible.Select(node => $"{node.Name}: {node.Description.Resources.Cpus:0.##}"))}).");
        }

        if (demand.MemoryBytes is { } bytes && eligible.All(node => node.Description.Resources.MemoryBytes < bytes))
        {
            throw Refused($"{demand.Owner} limit of {SizeText.Of(bytes)} of memory is more than any of its nodes has ({string.Join(", ", eligible.Select(node => $"{node.Name}: {SizeText.Of(node.Description.Resources.MemoryBytes.GetValueOrDefault())}"))}).");
        }
    }

    /// <summary>A sentence for each node that cannot give its replicas what their limits promise, together.</summary>
    /// <param name="configuration">What is asked for.</param>
    /// <param name="replicas">How many replicas each node has.</param>
    public static IEnumerable<string> Overcommitted(Configuration configuration, IEnumerable<(SwarmNode Node, int Replicas)> replicas)
    {
        foreach (var (node, count) in replicas)
        {
            if (configuration.Cpus * count > node.Description.Resources.Cpus)
            {
                yield return $"{count} × {configuration.Cpus:0.##} CPUs for the replicas on {node.Name} are more than its {node.Description.Resources.Cpus:0.##}: they got less than the configuration says.";
            }

            if (configuration.MemoryBytes is { } each && node.Description.Resources.MemoryBytes is { } has && each * count > has)
            {
                yield return $"{count} × {SizeText.Of(each)} for the replicas on {node.Name} are more than its {SizeText.Of(has)}: they cannot all have what the configuration says.";
            }
        }
    }

    private static DeploymentFailedException Refused(string message) => new(message) { Kind = FailureKind.Rejected };

    private static string StateOf(SwarmNode node) => node.Status.State == "ready" ? node.Spec.Availability : node.Status.State;

    private static string PlacementOf(ServiceDemand demand) => demand.Placement is { Count: > 0 } placement
        ? $", and {demand.PlacementKey} asks for {string.Join(" and ", placement)} (docker node update --label-add KEY=VALUE NODE sets a label)"
        : "";
}
