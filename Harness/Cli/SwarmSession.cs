using LoadLab.Harness.Agents.Launching;
using LoadLab.Harness.Deployment.Swarm;
using LoadLab.Harness.Deployment.Swarm.Api;
using LoadLab.Harness.Profiles;

namespace LoadLab.Harness.Cli;

/// <summary>A sweep's use of a swarm, from the look at it before the first trial to the removal of all that was made.</summary>
internal sealed class SwarmSession : IAsyncDisposable
{
    private readonly SwarmCluster _cluster;

    private readonly AgentsConfig? _agents;
    private readonly IReadOnlyList<string> _networks;
    private readonly GlobalState _state;

    private SwarmSession(SwarmCluster cluster, SwarmDeployer deployer, AgentsConfig? agents, IReadOnlyList<string> networks, GlobalState state)
    {
        _cluster = cluster;
        _agents = agents;
        _networks = networks;
        _state = state;
        Deployer = deployer;
    }

    public SwarmDeployer Deployer { get; }

    /// <summary>Null for a profile that uses no swarm.</summary>
    /// <param name="profile">The sweep.</param>
    /// <param name="agents">Who makes its load; null for this process.</param>
    /// <param name="state">The process.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="UserErrorException">There is no swarm, or what a configuration needs is not there.</exception>
    public static async Task<SwarmSession?> BeginAsync(ProfileConfig profile, AgentsConfig? agents, GlobalState state, CancellationToken cancellationToken)
    {
        var configurations = profile.Configurations.Where(configuration => configuration.Target.Deployment == DeploymentKind.Swarm).ToList();
        if (configurations.Count == 0 && agents?.Start != AgentStart.Swarm)
        {
            return null;
        }

        var cluster = SwarmCluster.FromEnvironment(state.Environment);
        List<string> networks = [.. configurations.SelectMany(configuration => configuration.Target.Swarm.Networks).Distinct(StringComparer.Ordinal)];
        var session = new SwarmSession(cluster, new SwarmDeployer(cluster, SwarmRun.Begin(), state.Error.WriteLine), agents, networks, state);
        try
        {
            await cluster.RequireAsync(cancellationToken).ConfigureAwait(false);
            await RemoveLeftoversAsync(cluster, state, cancellationToken).ConfigureAwait(false);
            await session.Deployer.PrepareAsync(configurations, cancellationToken).ConfigureAwait(false);
            return session;
        }
        catch (DockerException e)
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw new UserErrorException(ExitCode.TargetUnavailable, e.Message);
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>What starts agents in it; null where somebody else does.</summary>
    /// <param name="logFolder">Where the ends of their logs go.</param>
    public Func<AgentJoining, IAgentLauncher>? AgentsIn(string logFolder) => _agents is { Start: AgentStart.Swarm } agents
        ? joining => new SwarmAgents(_cluster, SwarmRun.Begin(), agents, joining, _networks, logFolder, _state.Error.WriteLine)
        : null;

    public async ValueTask DisposeAsync()
    {
        await Deployer.DisposeAsync().ConfigureAwait(false);
        _cluster.Dispose();
    }

    private static async Task RemoveLeftoversAsync(SwarmCluster cluster, GlobalState state, CancellationToken cancellationToken)
    {
        var removed = await new SwarmCleaner(cluster).RemoveEndedAsync(cancellationToken).ConfigureAwait(false);
        if (removed.Count > 0)
        {
            state.Error.WriteLine($"Removed from the swarm what an earlier run left: {string.Join(", ", removed.Select(one => $"{one.Kind} {one.Name}"))}.");
        }
    }
}
