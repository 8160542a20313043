using LoadLab.Harness.Deployment.Swarm.Api.Models;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Deployment.Swarm;

/// <summary>Finds secrets and configs by their names.</summary>
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
}
