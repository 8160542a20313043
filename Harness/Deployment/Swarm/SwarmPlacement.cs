using LoadLab.Harness.Deployment.Swarm.Api.Models;
using LoadLab.Harness.Profiles;

namespace LoadLab.Harness.Deployment.Swarm;

/// <summary>A service whose replicas run: where each is.</summary>
/// <param name="Cluster">The swarm.</param>
/// <param name="Run">This run.</param>
/// <param name="Configuration">What was asked for.</param>
/// <param name="Surroundings">What the service refers to.</param>
/// <param name="Nodes">All nodes.</param>
/// <param name="Tasks">One running task for each replica, by slot.</param>
internal sealed record SwarmPlacement(
    SwarmCluster Cluster, SwarmRun Run, Configuration Configuration, ServiceSurroundings Surroundings, IReadOnlyList<SwarmNode> Nodes, IReadOnlyList<SwarmTask> Tasks)
{
    public SwarmNode NodeOf(SwarmTask task) => Nodes.First(node => node.Id == task.NodeId);

    /// <summary>Where the harness reaches one replica.</summary>
    /// <exception cref="DeploymentFailedException">The swarm gave it no address.</exception>
    public Uri EndpointOf(SwarmTask task)
    {
        var (host, port) = Surroundings.Publish == PublishKind.Overlay ? OverlayAddressOf(task) : PublishedAddressOf(task);
        return new UriBuilder("http", host, port).Uri;
    }

    private (string Host, int Port) PublishedAddressOf(SwarmTask task)
    {
        var port = task.Status.PortStatus?.Ports?.FirstOrDefault(port => port.PublishMode == "host")?.PublishedPort;
        return port is { } published and > 0
            ? (NodeOf(task).Address, published)
            : throw new DeploymentFailedException($"Replica {task.Slot - 1} got no port on its node {NodeOf(task).Name}.");
    }

    private (string Host, int Port) OverlayAddressOf(SwarmTask task)
    {
        // The first of the given networks: the harness is attached to that one, as the run's own did not exist when it was started.
        var wanted = Surroundings.Networks.Skip(1).Append(Surroundings.Networks[0]);
        var attachments = wanted.Select(id => task.NetworksAttachments?.FirstOrDefault(attachment => attachment.Network.Id == id));
        return attachments.FirstOrDefault(attachment => attachment is { Addresses.Count: > 0 })?.Addresses![0] is { } address
            ? (address.Split('/')[0], Configuration.Target.Port!.Value)
            : throw new DeploymentFailedException($"Replica {task.Slot - 1} got no address in the overlay network.");
    }
}
