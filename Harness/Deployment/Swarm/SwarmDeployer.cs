using LoadLab.Harness.Deployment.Swarm.Api;
using LoadLab.Harness.Deployment.Swarm.Api.Models;
using LoadLab.Harness.Profiles;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Deployment.Swarm;

/// <summary>Runs replicas as the tasks of a Docker Swarm service. Lives as long as a sweep: the network, and at times the service, go on from trial to trial.</summary>
internal sealed class SwarmDeployer : IDeployer, IAsyncDisposable
{
    private readonly SwarmCluster _cluster;
    private readonly SwarmRun _run;
    private readonly SwarmImages _images;
    private readonly SwarmCleaner _cleaner;
    private readonly Action<string> _tell;
    private string? _network;
    private KeptService? _kept;
    private bool _leftSomething;

    /// <param name="cluster">The swarm; not disposed.</param>
    /// <param name="run">This run.</param>
    /// <param name="tell">Told of what takes long, or could not be removed.</param>
    public SwarmDeployer(SwarmCluster cluster, SwarmRun run, Action<string> tell)
    {
        _cluster = cluster;
        _run = run;
        _tell = tell;
        _images = new SwarmImages(cluster, tell);
        _cleaner = new SwarmCleaner(cluster);
    }

    public async Task<IDeployment> DeployAsync(DeploymentRequest request, CancellationToken cancellationToken)
    {
        // A daemon that is gone for good ends the sweep, which is resumed later: every trial from here on would fail.
        var nodes = await _cluster.ReturnAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await DeployAsync(request, nodes, cancellationToken).ConfigureAwait(false);
        }
        catch (DockerException e)
        {
            await RemoveServiceAsync().ConfigureAwait(false);
            throw e.IsUnreachable
                ? new DeploymentFailedException($"The swarm could not be asked any more: {e.Message}", e)
                : new DeploymentFailedException($"The swarm did not take the service: {e.Message}", e) { Kind = FailureKind.Rejected };
        }
        catch
        {
            await RemoveServiceAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Carries the images to the nodes that lack them, so that no trial waits for that.</summary>
    /// <exception cref="DockerException">An image cannot be carried.</exception>
    public async Task PrepareAsync(IEnumerable<Configuration> configurations, CancellationToken cancellationToken)
    {
        var nodes = await _cluster.RequireAsync(cancellationToken).ConfigureAwait(false);
        var used = new HashSet<SwarmNode>();
        foreach (var configuration in configurations)
        {
            var eligible = ServiceDemand.Of(configuration).Eligible(nodes);
            used.UnionWith(eligible);
            await _images.PrepareAsync(configuration.Target.Image!, eligible, cancellationToken).ConfigureAwait(false);
        }

        await TellWhatIsNotMeasuredAsync(used, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Removes all that the run made.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _cleaner.RemoveAsync(_run.Filter, CancellationToken.None).ConfigureAwait(false);
        }
        catch (DockerException e)
        {
            _tell($"What this run made in the swarm could not be removed: {e.Message} Remove it by: harness swarm clean");
        }
    }

    private async Task<SwarmDeployment> DeployAsync(DeploymentRequest request, IReadOnlyList<SwarmNode> nodes, CancellationToken cancellationToken)
    {
        if (_leftSomething)
        {
            await _cleaner.RemoveServicesAsync(_run.Filter, cancellationToken).ConfigureAwait(false);
            _leftSomething = false;
        }

        var configuration = request.Configuration;
        var demand = ServiceDemand.Of(configuration);
        var eligible = demand.Eligible(nodes);
        NodeCapacity.ThrowIfNoneFits(demand, eligible, nodes);
        var surroundings = await FindSurroundingsAsync(configuration, eligible, cancellationToken).ConfigureAwait(false);
        var service = await StartServiceAsync(new ServiceSpecBuilder(_run, surroundings).Build(configuration), cancellationToken).ConfigureAwait(false);
        var tasks = new ServiceTasks(_cluster, service.Id, demand);
        var running = await tasks.UntilRunningAsync(configuration.Target.Ready.Within, "target.ready.within", cancellationToken).ConfigureAwait(false);
        return await SwarmDeployment.StartAsync(
            new SwarmPlacement(_cluster, _run, configuration, surroundings, nodes, running), tasks, ReleaseAsync, request.LogFolder, cancellationToken).ConfigureAwait(false);

        // What is well and may go on does; the next trial decides what becomes of it.
        Task ReleaseAsync(bool isWell)
        {
            _kept = isWell && configuration.Target.Swarm.KeepsProcesses ? service : null;
            return _kept is null ? RemoveServiceAsync() : Task.CompletedTask;
        }
    }

    /// <summary>Takes the kept service over where it differs in nothing but the number of its replicas, else makes a new one in its place.</summary>
    private async Task<KeptService> StartServiceAsync(ServiceSpec spec, CancellationToken cancellationToken)
    {
        if (_kept is not { } kept)
        {
            return new KeptService(await _cluster.Manager.CreateServiceAsync(spec, cancellationToken).ConfigureAwait(false), spec);
        }

        _kept = null;
        if (kept.CanBecome(spec))
        {
            var now = await _cluster.Manager.ServiceAsync(kept.Id, cancellationToken).ConfigureAwait(false);
            await _cluster.Manager.UpdateServiceAsync(kept.Id, now.Version.Index, spec, cancellationToken).ConfigureAwait(false);
            return kept with { Spec = spec };
        }

        await _cleaner.RemoveServicesAsync(_run.Filter, cancellationToken).ConfigureAwait(false);
        return await StartServiceAsync(spec, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ServiceSurroundings> FindSurroundingsAsync(Configuration configuration, IReadOnlyList<SwarmNode> eligible, CancellationToken cancellationToken)
    {
        var target = configuration.Target;
        _network ??= await _cluster.Manager.CreateNetworkAsync(new NetworkSpec { Name = _run.NetworkName, Labels = _run.Labels }, cancellationToken).ConfigureAwait(false);
        return new ServiceSurroundings
        {
            Image = await _images.PrepareAsync(target.Image!, eligible, cancellationToken).ConfigureAwait(false),
            Publish = target.Swarm.Publish != PublishKind.Auto ? target.Swarm.Publish : Ipvs.IsSupported() ? PublishKind.Ingress : PublishKind.Host,
            Networks = [_network, .. await NamedResources.NetworksAsync(_cluster.Manager, target.Swarm.Networks, cancellationToken).ConfigureAwait(false)],
            Secrets = target.Swarm.Secrets.Count == 0 ? new Dictionary<string, string>()
                : await NamedResources.FindAsync("secret", target.Swarm.Secrets, _cluster.Manager.SecretsAsync, cancellationToken).ConfigureAwait(false),
            Configs = target.Swarm.Configs.Count == 0 ? new Dictionary<string, string>()
                : await NamedResources.FindAsync("config", target.Swarm.Configs.Keys, _cluster.Manager.ConfigsAsync, cancellationToken).ConfigureAwait(false),
        };
    }

    private async Task TellWhatIsNotMeasuredAsync(IEnumerable<SwarmNode> nodes, CancellationToken cancellationToken)
    {
        var silent = new List<string>();
        foreach (var node in nodes)
        {
            if (await _cluster.DaemonOfAsync(node, cancellationToken).ConfigureAwait(false) is null)
            {
                silent.Add(node.Name);
            }
        }

        if (silent.Count > 0)
        {
            _tell($"What replicas use on {string.Join(", ", silent)} is not measured (CPU, memory, network, throttling, kills for want of memory), and images are not copied there: "
                + $"name the daemon of each node by {DockerHost.NodesVariable}, such as {silent[0]}=tcp://10.0.0.6:2376.");
        }
    }

    private async Task RemoveServiceAsync()
    {
        // A configuration that could not be deployed takes a kept service with it, and the next one must not look for that.
        _kept = null;
        try
        {
            await _cleaner.RemoveServicesAsync(_run.Filter, CancellationToken.None).ConfigureAwait(false);
        }
        catch (DockerException)
        {
            // The daemon is gone: once more when it is back, and at the end of the run, which tells where that fails too.
            _leftSomething = true;
        }
    }
}
