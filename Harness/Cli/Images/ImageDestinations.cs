using LoadLab.Harness.Deployment.Swarm.Api;
using LoadLab.Harness.Profiles.Values;

namespace LoadLab.Harness.Cli.Images;

/// <summary>Chooses daemons by the names of their nodes.</summary>
internal static class ImageDestinations
{
    /// <summary>The daemon of <c>DOCKER_HOST</c> where no node is named and not all are wanted.</summary>
    /// <exception cref="UserErrorException">It is not known how to reach a node.</exception>
    /// <exception cref="DockerException">The daemon of <c>DOCKER_HOST</c>, whose node has no other name, does not answer.</exception>
    public static async Task<IReadOnlyList<DockerHost>> ChooseAsync(
        IReadOnlyDictionary<string, string> environment, IReadOnlyList<string> nodes, bool all, CancellationToken cancellationToken)
    {
        var own = DockerHost.FromEnvironment(environment);
        var others = DockerHost.NodesFromEnvironment(environment);
        if (all)
        {
            return [.. others.Values.Prepend(own).Distinct()];
        }

        if (nodes.Count == 0)
        {
            return [own];
        }

        var ownName = nodes.All(others.ContainsKey) ? "" : await NameOfAsync(own, cancellationToken).ConfigureAwait(false);
        return [.. nodes.Distinct().Select(node => others.GetValueOrDefault(node) ?? (node == ownName ? own : throw Unknown(node, others.Keys.Append(ownName))))];
    }

    private static async Task<string> NameOfAsync(DockerHost host, CancellationToken cancellationToken)
    {
        using var docker = new DockerApi(host);
        return (await docker.InfoAsync(cancellationToken).ConfigureAwait(false)).Name;
    }

    private static UserErrorException Unknown(string node, IEnumerable<string> known)
    {
        var near = Suggestion.Nearest(node, [.. known]) is { } word ? $"did you mean '{word}'? " : "";
        return new UserErrorException(ExitCode.Usage,
            $"It is not known how to reach the node '{node}': {near}{DockerHost.NodesVariable} names the daemons of nodes, such as {node}=tcp://10.0.0.6:2376, and {DockerHost.Variable} that of {known.Last()}.");
    }
}
