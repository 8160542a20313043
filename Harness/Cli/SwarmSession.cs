using LoadLab.Harness.Deployment.Swarm;
using LoadLab.Harness.Deployment.Swarm.Api;
using LoadLab.Harness.Profiles;

namespace LoadLab.Harness.Cli;

/// <summary>A sweep's use of a swarm, from the look at it before the first trial to the removal of all that was made.</summary>
internal sealed class SwarmSession : IAsyncDisposable
{
    private readonly SwarmCluster _cluster;

    private SwarmSession(SwarmCluster cluster, SwarmDeployer deployer)
    {
        _cluster = cluster;
        Deployer = deployer;
    }

    public SwarmDeployer Deployer { get; }

    /// <summary>Null for a profile that uses no swarm.</summary>
    /// <exception cref="UserErrorException">There is no swarm, or what a configuration needs is not there.</exception>
    public static async Task<SwarmSession?> BeginAsync(ProfileConfig profile, GlobalState state, CancellationToken cancellationToken)
    {
        var configurations = profile.Configurations.Where(configuration => configuration.Target.Deployment == DeploymentKind.Swarm).ToList();
        if (configurations.Count == 0)
        {
            return null;
        }

        var cluster = SwarmCluster.FromEnvironment(state.Environment);
        var session = new SwarmSession(cluster, new SwarmDeployer(cluster, SwarmRun.Begin(), state.Error.WriteLine));
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
