using LoadLab.Harness.Deployment.Swarm;
using LoadLab.Harness.Deployment.Swarm.Api;
using LoadLab.Harness.Deployment.Swarm.Api.Models;

namespace LoadLab.Harness.Cli.Doctor;

/// <summary>The Docker daemon and its swarm, which profiles with <c>deployment: swarm</c> need and no others do.</summary>
internal static class DockerChecks
{
    private const string Optional = "nothing, as long as targets are local or external";
    private const string Page = "docs/swarm.md";

    /// <summary>For all answers together.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static async Task<IReadOnlyList<CheckResult>> RunAsync(DoctorContext context, CancellationToken cancellationToken)
    {
        var found = new List<CheckResult>();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            using var cluster = SwarmCluster.FromEnvironment(context.Environment);
            await LookAsync(cluster, context, found, limit.Token).ConfigureAwait(false);
        }
        catch (UserErrorException e)
        {
            found.Add(CheckResult.Warn("Docker", e.Message, $"{Page} says how these variables are written"));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            found.Add(CheckResult.Warn("Docker", $"a daemon gave no answer within {Patience.TotalSeconds:0} s", $"see whether it runs and {DockerHost.Variable} and {DockerHost.NodesVariable} are right"));
        }

        return found;
    }

    /// <summary>The daemon that orders are given to.</summary>
    internal static CheckResult Daemon(DaemonInfo info, DockerHost host) => (info.CpuCfsQuota, info.MemoryLimit) switch
    {
        (true, true) => CheckResult.Ok("Docker", $"{info.ServerVersion} at {host}"),
        (var cpu, _) => CheckResult.Warn("Docker", $"{info.ServerVersion} at {host}, which cannot limit {(cpu ? "memory" : "CPU")}: replicas there would run without", "give that machine control groups with cpu and memory"),
    };

    /// <summary>The machines of the swarm, and whether there is one for the target.</summary>
    internal static CheckResult Nodes(IReadOnlyList<SwarmNode> nodes)
    {
        var finding = string.Join(", ", nodes.OrderBy(node => node.Name, StringComparer.Ordinal).Select(Describe));
        var away = nodes.FirstOrDefault(node => !node.IsReady);
        return (away, nodes.Count(node => node.IsReady && node.Spec.Labels.GetValueOrDefault("role") == "target"), nodes.Count) switch
        {
            ({ Status.State: "ready" }, _, _) => CheckResult.Warn("swarm", finding, $"docker node update --availability active {away.Name}"),
            ({ }, _, _) => CheckResult.Warn("swarm", finding, $"start Docker on {away.Name}, or take it out: docker node rm --force {away.Name}"),
            (_, _, 1) => CheckResult.Warn("swarm", $"{finding}: the target would take turns with the load generator", $"let a second machine join: {Page}"),
            (_, 0, _) => CheckResult.Warn("swarm", $"{finding}: none has the label role=target, which the profiles here ask for", "docker node update --label-add role=target NODE"),
            _ => CheckResult.Ok("swarm", finding),
        };
    }

    /// <summary>Only a node's own daemon knows what its containers use.</summary>
    /// <param name="silent">Nodes whose daemon cannot be asked.</param>
    /// <param name="strangers">Names in the variable that no node has.</param>
    internal static CheckResult Daemons(IReadOnlyList<string> silent, IReadOnlyList<string> strangers)
    {
        if (strangers.Count > 0)
        {
            return CheckResult.Warn("nodes' daemons", $"{DockerHost.NodesVariable} names {string.Join(", ", strangers)}, which no node of the swarm is called", "write the names as docker node ls shows them");
        }

        return silent.Count == 0
            ? CheckResult.Ok("nodes' daemons", "all can be asked for CPU, memory, throttling and kills of replicas")
            : CheckResult.Warn("nodes' daemons", $"{string.Join(", ", silent)} cannot be asked: CPU, memory, throttling and kills of replicas there will be missing, and no image is carried there",
                $"name them: {DockerHost.NodesVariable}={silent[0]}=unix:///tmp/{silent[0]}.sock ({Page} says how to forward a socket)");
    }

    internal static CheckResult RoutingMesh(bool ipvs) => ipvs
        ? CheckResult.Ok("routing mesh", "this kernel has IPVS")
        : CheckResult.Warn("routing mesh", "this kernel has no IPVS: replicas are reached by ports of their nodes", "nothing, unless a profile says publish: ingress; then modprobe ip_vs");

    private static async Task LookAsync(SwarmCluster cluster, DoctorContext context, List<CheckResult> found, CancellationToken cancellationToken)
    {
        try
        {
            found.Add(Daemon(await cluster.Manager.InfoAsync(cancellationToken).ConfigureAwait(false), cluster.Manager.Host));
        }
        catch (DockerException e)
        {
            found.Add(CheckResult.Warn("Docker", e.Message, Optional));
            return;
        }

        try
        {
            await LookAtNodesAsync(cluster, context, found, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is UserErrorException or DockerException)
        {
            found.Add(CheckResult.Warn("swarm", e.Message, $"{Optional}; {Page} says how to make a swarm"));
        }
    }

    private static async Task LookAtNodesAsync(SwarmCluster cluster, DoctorContext context, List<CheckResult> found, CancellationToken cancellationToken)
    {
        var nodes = await cluster.RequireAsync(cancellationToken).ConfigureAwait(false);
        found.Add(Nodes(nodes));
        var silent = new List<string>();
        foreach (var node in nodes.Where(node => node.IsReady))
        {
            if (await cluster.DaemonOfAsync(node, cancellationToken).ConfigureAwait(false) is null)
            {
                silent.Add(node.Name);
            }
        }

        var strangers = DockerHost.NodesFromEnvironment(context.Environment).Keys.Except(nodes.Select(node => node.Name)).ToList();
        found.Add(Daemons(silent, strangers));
        found.Add(RoutingMesh(Ipvs.IsSupported()));
    }

    private static string Describe(SwarmNode node)
    {
        var labels = node.Spec.Labels.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}");
        var state = node.IsReady ? [] : new[] { node.Status.State == "ready" ? node.Spec.Availability : node.Status.State };
        return $"{node.Name} ({string.Join(", ", state.Prepend(node.Spec.Role).Concat(labels))})";
    }
}
