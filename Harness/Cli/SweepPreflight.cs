using LoadLab.Harness.Deployment;
using LoadLab.Harness.Deployment.Local;
using LoadLab.Harness.Deployment.Swarm;
using LoadLab.Harness.Profiles;

namespace LoadLab.Harness.Cli;

/// <summary>Looks at all targets of a profile before a sweep begins.</summary>
internal sealed class SweepPreflight(GlobalState state)
{
    /// <summary>What would fail every trial is told once, before the first.</summary>
    /// <param name="profile">The sweep.</param>
    /// <param name="agents">Who makes its load; null for this process.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    /// <exception cref="UserErrorException">The target cannot be deployed or reached.</exception>
    public async Task CheckAsync(ProfileConfig profile, AgentsConfig? agents, CancellationToken cancellationToken)
    {
        var targets = profile.Configurations.Select(configuration => configuration.Target).ToList();
        if (agents?.Start == AgentStart.Swarm || targets.Any(target => target.Deployment == DeploymentKind.Swarm))
        {
            using var cluster = SwarmCluster.FromEnvironment(state.Environment);
            await cluster.RequireAsync(cancellationToken).ConfigureAwait(false);
        }

        if (targets.Any(target => target.Deployment == DeploymentKind.Local && target.Command is not { Count: > 0 }))
        {
            RequireBundledTarget();
        }

        foreach (var group in profile.Configurations.GroupBy(configuration => configuration.Load.Tls))
        {
            await TargetReach.RequireAsync(group.SelectMany(configuration => configuration.Target.Urls).Distinct(), group.Key, cancellationToken).ConfigureAwait(false);
        }
    }

    private void RequireBundledTarget()
    {
        try
        {
            BundledTarget.Command(state.Environment.GetValueOrDefault(BundledTarget.Variable), AppContext.BaseDirectory);
        }
        catch (DeploymentFailedException e)
        {
            throw new UserErrorException(ExitCode.TargetUnavailable, e.Message);
        }
    }
}
