using LoadLab.Engine.Measurement;
using LoadLab.Harness.Deployment.Swarm.Api;
using LoadLab.Harness.Deployment.Swarm.Api.Models;

namespace LoadLab.Harness.Deployment.Swarm;

/// <summary>A swarm as this machine reaches it: one manager's daemon for everything that is ordered, and the daemons of nodes for what only they know.</summary>
internal sealed class SwarmCluster : IDisposable
{
    private static readonly TimeSpan ReturnWithin = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly IReadOnlyDictionary<string, DockerApi> _nodeDaemons;
    private readonly Dictionary<string, DockerApi> _byNode = [];
    private string _ownNode = "";

    /// <param name="manager">The daemon of a manager.</param>
    /// <param name="nodeDaemons">Those of other nodes by the nodes' names.</param>
    public SwarmCluster(DockerHost manager, IReadOnlyDictionary<string, DockerHost> nodeDaemons)
    {
        Manager = new DockerApi(manager);
        _nodeDaemons = nodeDaemons.ToDictionary(pair => pair.Key, pair => new DockerApi(pair.Value), StringComparer.Ordinal);
    }

    public DockerApi Manager { get; }

    /// <exception cref="UserErrorException">An address or a certificate cannot be used.</exception>
    public static SwarmCluster FromEnvironment(IReadOnlyDictionary<string, string> environment) =>
        new(DockerHost.FromEnvironment(environment), DockerHost.NodesFromEnvironment(environment));

    /// <summary>The nodes, after a look at the daemon that everything is ordered from.</summary>
    /// <exception cref="UserErrorException">There is no daemon, or it is no manager of a swarm.</exception>
    public async Task<IReadOnlyList<SwarmNode>> RequireAsync(CancellationToken cancellationToken)
    {
        try
        {
            var info = await Manager.InfoAsync(cancellationToken).ConfigureAwait(false);
            if (NotManaging(info.Swarm) is { } reason)
            {
                throw new UserErrorException(ExitCode.MissingPrerequisite, reason);
            }

            _ownNode = info.Swarm.NodeId;
            return await Manager.NodesAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (DockerException e)
        {
            throw new UserErrorException(ExitCode.MissingPrerequisite, e.Message);
        }
    }

    /// <summary>The address that the node of the manager's daemon told the swarm.</summary>
    /// <exception cref="DockerException">It does not answer.</exception>
    public async Task<string> ManagerAddressAsync(CancellationToken cancellationToken) => (await Manager.InfoAsync(cancellationToken).ConfigureAwait(false)).Swarm.NodeAddr;

    /// <summary>Waits for a daemon that was restarted.</summary>
    /// <exception cref="UserErrorException">It did not return.</exception>
    public async Task<IReadOnlyList<SwarmNode>> ReturnAsync(CancellationToken cancellationToken)
    {
        var deadline = MonotonicClock.NowNs() + (long)ReturnWithin.TotalNanoseconds;
        while (true)
        {
            try
            {
                return await RequireAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (UserErrorException) when (MonotonicClock.NowNs() < deadline)
            {
                await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>The daemon of a node; null where it is not known how to reach it, or it is another node's.</summary>
    public async Task<DockerApi?> DaemonOfAsync(SwarmNode node, CancellationToken cancellationToken)
    {
        if (node.Id == _ownNode)
        {
            return Manager;
        }

        // One that does not answer now may do so later; one that did is not asked again.
        if (!_byNode.TryGetValue(node.Id, out var daemon)
            && _nodeDaemons.GetValueOrDefault(node.Name) is { } named && await IsOfAsync(named, node, cancellationToken).ConfigureAwait(false))
        {
            daemon = named;
            _byNode[node.Id] = named;
        }

        return daemon;
    }

    /// <summary>All daemons that can be reached from here.</summary>
    public IEnumerable<DockerApi> Daemons => _nodeDaemons.Values.Prepend(Manager);

    public void Dispose()
    {
        foreach (var daemon in Daemons)
        {
            daemon.Dispose();
        }
    }

    private string? NotManaging(SwarmState state) => state switch
    {
        { LocalNodeState: "active", ControlAvailable: true } => null,
        { LocalNodeState: "active" } => $"The Docker daemon at {Manager.Host} is a worker of its swarm, and only a manager takes orders: name a manager's daemon by {DockerHost.Variable}, or make this one a manager (docker node promote).",
        { LocalNodeState: "locked" } => $"The swarm of the Docker daemon at {Manager.Host} is locked: docker swarm unlock.",
        { LocalNodeState: "inactive" } => $"The Docker daemon at {Manager.Host} is in no swarm: docker swarm init makes one, of this machine alone to begin with.",
        _ => $"The Docker daemon at {Manager.Host} cannot use its swarm (state {state.LocalNodeState}{(state.Error.Length > 0 ? $": {state.Error}" : "")}).",
    };

    // An address under a wrong name would give the figures of another machine.
    private static async Task<bool> IsOfAsync(DockerApi daemon, SwarmNode node, CancellationToken cancellationToken)
    {
        try
        {
            return (await daemon.InfoAsync(cancellationToken).ConfigureAwait(false)).Swarm.NodeId == node.Id;
        }
        catch (DockerException)
        {
            return false;
        }
    }
}
