using LoadLab.Harness.Deployment.Swarm.Api;
using LoadLab.Harness.Deployment.Swarm.Api.Models;

namespace LoadLab.Harness.Deployment.Swarm;

/// <summary>Sees to it that every node that may get a replica has the image.</summary>
/// <param name="cluster">The swarm.</param>
/// <param name="tell">Told of what takes long.</param>
internal sealed class SwarmImages(SwarmCluster cluster, Action<string> tell)
{
    private readonly Dictionary<(string Image, string Nodes), string> _known = [];

    /// <summary>Carries the image to the nodes that lack it, and returns what to name it by.</summary>
    /// <remarks>
    /// By its id where all the nodes are known to have it: then they run the same bytes, and nothing is asked of a registry. Else by its
    /// name, and each node pulls it.
    /// </remarks>
    /// <exception cref="DockerException">It cannot be carried.</exception>
    public async Task<string> PrepareAsync(string image, IReadOnlyList<SwarmNode> nodes, CancellationToken cancellationToken)
    {
        var key = (image, string.Join(',', nodes.Select(node => node.Id)));
        if (!_known.TryGetValue(key, out var reference))
        {
            reference = await FindAsync(image, nodes, cancellationToken).ConfigureAwait(false);
            _known[key] = reference;
        }

        return reference;
    }

    private async Task<string> FindAsync(string image, IReadOnlyList<SwarmNode> nodes, CancellationToken cancellationToken)
    {
        if (await cluster.Manager.FindImageAsync(image, cancellationToken).ConfigureAwait(false) is not { } found)
        {
            return image;
        }

        var everywhere = true;
        foreach (var node in nodes)
        {
            everywhere &= await HasOrGetsAsync(node, image, found, cancellationToken).ConfigureAwait(false);
        }

        return everywhere ? found.Id : image;
    }

    private async Task<bool> HasOrGetsAsync(SwarmNode node, string name, Image image, CancellationToken cancellationToken)
    {
        if (await cluster.DaemonOfAsync(node, cancellationToken).ConfigureAwait(false) is not { } daemon)
        {
            return false;
        }

        if (await daemon.FindImageAsync(image.Id, cancellationToken).ConfigureAwait(false) is null)
        {
            tell($"Copying {name} ({image.Size / 1e6:0} MB) to {node.Name}, which does not have it.");
            var archive = await cluster.Manager.SaveImageAsync(name, cancellationToken).ConfigureAwait(false);
            await using (archive.ConfigureAwait(false))
            {
                await daemon.LoadImageAsync(archive, cancellationToken).ConfigureAwait(false);
            }
        }

        return await daemon.FindImageAsync(image.Id, cancellationToken).ConfigureAwait(false) is not null;
    }
}
