using LoadLab.Harness.Deployment.Swarm.Api;
using LoadLab.Harness.Deployment.Swarm.Api.Models;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Deployment.Swarm;

/// <summary>Finds secrets, configs and networks by their names.</summary>
internal static class NamedResources
{
    /// <summary>Ids by name.</summary>
    /// <exception cref="DeploymentFailedException">One is not there.</exception>
    public static async Task<IReadOnlyDictionary<string, string>> FindAsync(
        string kind, IEnumerable<string> names, Func<CancellationToken, Task<IReadOnlyList<NamedResource>>> list, CancellationToken cancellationToken)
    {
        var there = (await list(cancellationToken).ConfigureAwait(false)).ToDictionary(one => one.Spec.Name, one => one.Id, StringComparer.Ordinal);
        return names.ToDictionary(name => name, name => there.TryGetValue(name, out var id)
            ? id
            : throw new DeploymentFailedException($"There is no {kind} {name} in the swarm: make it (docker {kind} create {name} FILE), or remove it from target.swarm.{kind}s.") { Kind = FailureKind.Rejected });
    }

    /// <summary>Ids, in the order of the names.</summary>
    /// <exception cref="DeploymentFailedException">One is not there.</exception>
    public static async Task<IReadOnlyList<string>> NetworksAsync(DockerApi manager, IEnumerable<string> networks, CancellationToken cancellationToken)
    {
        var ids = new List<string>();
        foreach (var name in networks)
        {
            try
            {
                ids.Add((await manager.NetworkAsync(name, cancellationToken).ConfigureAwait(false)).Id);
            }
            catch (DockerException e) when (e.IsNotFound)
            {
                throw new DeploymentFailedException($"There is no network {name} in the swarm: make it (docker network create --driver overlay --attachable {name}), or remove it from target.swarm.networks.", e) { Kind = FailureKind.Rejected };
            }
        }

        return ids;
    }
}
