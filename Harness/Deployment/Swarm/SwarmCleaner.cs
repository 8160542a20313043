using LoadLab.Engine.Measurement;
using LoadLab.Harness.Deployment.Swarm.Api;
using LoadLab.Harness.Deployment.Swarm.Api.Models;

namespace LoadLab.Harness.Deployment.Swarm;

/// <summary>Finds and removes what LoadLab made in a swarm, by its labels, and nothing else.</summary>
internal sealed class SwarmCleaner(SwarmCluster cluster)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Longer than any container is given to end.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>All that LoadLab made and is still there, whoever's it is.</summary>
    /// <exception cref="DockerException">The manager's daemon does not answer.</exception>
    public async Task<IReadOnlyList<SwarmLeftover>> FindAsync(CancellationToken cancellationToken)
    {
        var services = await cluster.Manager.ServicesAsync(SwarmRun.RunLabel, cancellationToken).ConfigureAwait(false);
        var networks = await cluster.Manager.NetworksAsync(SwarmRun.RunLabel, cancellationToken).ConfigureAwait(false);
        var secrets = await cluster.Manager.SecretsAsync(SwarmRun.RunLabel, cancellationToken).ConfigureAwait(false);
        var found = services.Select(service => Leftover("service", service.Spec.Name, service.Spec.Labels))
            .Concat(networks.Select(network => Leftover("network", network.Name, network.Labels)))
            .Concat(secrets.Select(secret => Leftover("secret", secret.Spec.Name, secret.Spec.Labels))).ToList();
        foreach (var daemon in cluster.Daemons)
        {
            found.AddRange((await ContainersAsync(daemon, SwarmRun.RunLabel, cancellationToken).ConfigureAwait(false))
                .Select(container => Leftover("container", container.Names is [var name, ..] ? name.TrimStart('/') : container.Id, container.Labels)));
        }

        return found;
    }

    /// <summary>Removes what runs made whose harness has certainly ended, and returns it.</summary>
    /// <exception cref="DockerException">Something could not be removed.</exception>
    public async Task<IReadOnlyList<SwarmLeftover>> RemoveEndedAsync(CancellationToken cancellationToken)
    {
        var ended = (await FindAsync(cancellationToken).ConfigureAwait(false)).Where(one => one.Owner?.IsAlive() == false).ToList();
        foreach (var run in ended.Select(one => one.Run).Distinct())
        {
            await RemoveAsync($"{SwarmRun.RunLabel}={run}", cancellationToken).ConfigureAwait(false);
        }

        return ended;
    }

    /// <summary>Removes everything that LoadLab made, whoever uses it, and returns it.</summary>
    /// <exception cref="DockerException">Something could not be removed.</exception>
    public async Task<IReadOnlyList<SwarmLeftover>> RemoveAllAsync(CancellationToken cancellationToken)
    {
        var all = await FindAsync(cancellationToken).ConfigureAwait(false);
        await RemoveAsync(SwarmRun.RunLabel, cancellationToken).ConfigureAwait(false);
        return all;
    }

    /// <summary>Removes all that matches, and returns when it is gone.</summary>
    /// <param name="filter">A label, <c>key</c> or <c>key=value</c>.</param>
    /// <param name="cancellationToken">Gives up in between.</param>
    /// <exception cref="DockerException">Something could not be removed.</exception>
    public async Task RemoveAsync(string filter, CancellationToken cancellationToken)
    {
        await RemoveServicesAsync(filter, cancellationToken).ConfigureAwait(false);
        foreach (var secret in await cluster.Manager.SecretsAsync(filter, cancellationToken).ConfigureAwait(false))
        {
            await GoneIsWell(cluster.Manager.RemoveSecretAsync(secret.Id, cancellationToken)).ConfigureAwait(false);
        }

        var deadline = Deadline();
        foreach (var network in await cluster.Manager.NetworksAsync(filter, cancellationToken).ConfigureAwait(false))
        {
            await RemoveNetworkAsync(network.Id, deadline, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Removes services, and returns when their containers are gone too: until then these use what the next ones should have.</summary>
    public async Task RemoveServicesAsync(string filter, CancellationToken cancellationToken)
    {
        var deadline = Deadline();
        foreach (var service in await cluster.Manager.ServicesAsync(filter, cancellationToken).ConfigureAwait(false))
        {
            await EndTasksAsync(service, deadline, cancellationToken).ConfigureAwait(false);
            await GoneIsWell(cluster.Manager.RemoveServiceAsync(service.Id, cancellationToken)).ConfigureAwait(false);
        }

        foreach (var daemon in cluster.Daemons)
        {
            await WaitUntilGoneAsync(daemon, filter, deadline, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// A task that is scaled away is taken off the manager's list a moment after its end. A service removed in that moment makes managers of Docker 20.10
    /// look for a task that is no longer there, which ends their daemon (a nil pointer in swarmkit's SetServiceTasksRemove).
    /// </summary>
    private static bool IsGoing(SwarmTask task) => !TaskFailure.HasEnded(task) || task.DesiredState == "remove";

    /// <summary>Scales a service down to nothing and waits: with a service its tasks go from the list at once, and whether they run on cannot be asked on nodes whose daemons are not known.</summary>
    private async Task EndTasksAsync(Service service, long deadlineNs, CancellationToken cancellationToken)
    {
        try
        {
            var none = service.Spec with { Mode = new ServiceMode { Replicated = new ReplicatedMode(0) } };
            await cluster.Manager.UpdateServiceAsync(service.Id, service.Version.Index, none, cancellationToken).ConfigureAwait(false);
            while ((await cluster.Manager.TasksAsync(service.Id, cancellationToken).ConfigureAwait(false)).Any(IsGoing) && MonotonicClock.NowNs() < deadlineNs)
            {
                await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (DockerException e) when (!e.IsUnreachable)
        {
            // Somebody changed or removed it meanwhile. It is to go in any case.
        }
    }

    /// <summary>A swarm removes its tasks' containers itself; one that is still there in the end was left behind, as by a daemon that was killed.</summary>
    private static async Task WaitUntilGoneAsync(DockerApi daemon, string filter, long deadlineNs, CancellationToken cancellationToken)
    {
        IReadOnlyList<ContainerSummary> left;
        while ((left = await ContainersAsync(daemon, filter, cancellationToken).ConfigureAwait(false)).Count > 0 && MonotonicClock.NowNs() < deadlineNs)
        {
            await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
        }

        foreach (var container in left)
        {
            await GoneIsWell(daemon.RemoveContainerAsync(container.Id, cancellationToken)).ConfigureAwait(false);
        }
    }

    // A network is in use until the last task has let go of it, which the manager learns a little after the container's end.
    private async Task RemoveNetworkAsync(string id, long deadlineNs, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await GoneIsWell(cluster.Manager.RemoveNetworkAsync(id, cancellationToken)).ConfigureAwait(false);
                return;
            }
            catch (DockerException e) when (!e.IsUnreachable && MonotonicClock.NowNs() < deadlineNs)
            {
                await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static async Task GoneIsWell(Task removal)
    {
        try
        {
            await removal.ConfigureAwait(false);
        }
        catch (DockerException e) when (e.IsNotFound)
        {
            // Somebody else was quicker.
        }
    }

    /// <summary>None of a daemon that does not answer: what runs there is removed by its swarm when it returns.</summary>
    private static async Task<IReadOnlyList<ContainerSummary>> ContainersAsync(DockerApi daemon, string filter, CancellationToken cancellationToken)
    {
        try
        {
            return await daemon.ContainersAsync(filter, cancellationToken).ConfigureAwait(false);
        }
        catch (DockerException e) when (e.IsUnreachable)
        {
            return [];
        }
    }

    private static long Deadline() => MonotonicClock.NowNs() + (long)Patience.TotalNanoseconds;

    private static SwarmLeftover Leftover(string kind, string name, IReadOnlyDictionary<string, string>? labels) => new(
        kind, name, labels?.GetValueOrDefault(SwarmRun.RunLabel) ?? "", SwarmOwner.Parse(labels?.GetValueOrDefault(SwarmRun.OwnerLabel)));
}
