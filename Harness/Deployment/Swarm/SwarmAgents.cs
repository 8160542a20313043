using LoadLab.Harness.Agents.Launching;
using LoadLab.Harness.Deployment.Swarm.Api;
using LoadLab.Harness.Profiles;

namespace LoadLab.Harness.Deployment.Swarm;

/// <summary>Agents that run as the tasks of a service, which starts those anew that end.</summary>
/// <param name="cluster">The swarm; not disposed.</param>
/// <param name="run">A run of its own: the targets' is emptied from trial to trial.</param>
/// <param name="agents">What the profile says of them.</param>
/// <param name="joining">What they need to join.</param>
/// <param name="networks">Names of networks in which replicas may be.</param>
/// <param name="logFolder">Where the ends of their logs go.</param>
/// <param name="tell">Told of what takes long, or could not be removed.</param>
internal sealed class SwarmAgents(
    SwarmCluster cluster, SwarmRun run, AgentsConfig agents, AgentJoining joining, IReadOnlyList<string> networks, string logFolder, Action<string> tell) : IAgentLauncher
{
    private const int KeptLogLines = 2000;

    private static readonly TimeSpan LogsWithin = TimeSpan.FromSeconds(5);

    private readonly ServiceDemand _demand = ServiceDemand.Of(agents);
    private readonly SwarmCleaner _cleaner = new(cluster);
    private Uri? _coordinator;
    private ServiceTasks? _tasks;
    private bool _madeSomething;

    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        if (_tasks is not null)
        {
            // The swarm itself starts the ones that have ended again.
            return;
        }

        try
        {
            _tasks = await StartAsync(cancellationToken).ConfigureAwait(false);
            await _tasks.UntilRunningAsync(agents.Within, "agents.within", cancellationToken).ConfigureAwait(false);
        }
        catch (DockerException e)
        {
            throw new UserErrorException(ExitCode.TargetUnavailable, $"The agents cannot be started in the swarm: {e.Message}");
        }
        catch (DeploymentFailedException e)
        {
            throw new UserErrorException(ExitCode.MissingPrerequisite, $"The agents cannot be started in the swarm. {e.Message}{HowToMakeTheImage(e.Message)}");
        }
    }

    public async Task<string> AdviseAsync(CancellationToken cancellationToken)
    {
        var reach = $"They dial {_coordinator}: let the nodes reach that address of this machine, or name another one by agents.advertise.";
        try
        {
            var view = await _tasks!.LookAsync(cancellationToken).ConfigureAwait(false);
            return $"in the swarm {(view.IsGone ? "their service was removed by somebody else" : view.Describe(_demand))}. {reach}{await LastWordsAsync(view, cancellationToken).ConfigureAwait(false)}";
        }
        catch (DockerException e)
        {
            return $"the swarm does not tell how they are ({e.Message}). {reach}";
        }
    }

    /// <summary>Removes all that was made.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_madeSomething)
        {
            return;
        }

        try
        {
            await KeepLogsAsync().ConfigureAwait(false);
            await _cleaner.RemoveAsync(run.Filter, CancellationToken.None).ConfigureAwait(false);
        }
        catch (DockerException e)
        {
            tell($"The agents could not be removed from the swarm: {e.Message} Remove them by: harness swarm clean");
        }
    }

    private async Task<ServiceTasks> StartAsync(CancellationToken cancellationToken)
    {
        // 1. What could not go well is told before anything is made.
        var nodes = await cluster.RequireAsync(cancellationToken).ConfigureAwait(false);
        var eligible = _demand.Eligible(nodes);
        NodeCapacity.ThrowIfNoneFits(_demand, eligible, nodes);
        var networkIds = await NamedResources.NetworksAsync(cluster.Manager, networks, cancellationToken).ConfigureAwait(false);
        _coordinator = joining.AddressFor(CoordinatorAddress.Find(agents, await cluster.ManagerAddressAsync(cancellationToken).ConfigureAwait(false)));

        // 2. The image, which may take long.
        var image = await new SwarmImages(cluster, tell).PrepareAsync(agents.Image, eligible, cancellationToken).ConfigureAwait(false);

        // 3. The token, and the service that refers to it. What a cancelled order made all the same is found by its label.
        _madeSomething = true;
        var builder = new AgentsSpecBuilder(run, agents);
        var secret = await cluster.Manager.CreateSecretAsync(builder.Secret(joining.Token), cancellationToken).ConfigureAwait(false);
        var spec = builder.Build(image, _coordinator, joining.Fingerprint, secret, networkIds);
        return new ServiceTasks(cluster, await cluster.Manager.CreateServiceAsync(spec, cancellationToken).ConfigureAwait(false), _demand);
    }

    // An image of this name is in no registry.
    private string HowToMakeTheImage(string message) =>
        agents.Image == HarnessImage.Name && message.Contains("No such image", StringComparison.OrdinalIgnoreCase) ? " 'harness image build harness' makes it." : "";

    /// <summary>What one of those that ended said, else of those that run: each of them has the same to say.</summary>
    private async Task<string> LastWordsAsync(TasksView view, CancellationToken cancellationToken)
    {
        if (view.Ended is [.., var ended])
        {
            return $" {(await _tasks!.DescribeAsync(ended, cancellationToken).ConfigureAwait(false)).Sentence}";
        }

        var running = view.Current.FirstOrDefault(task => task.Status.State == "running");
        var tail = running is null ? "" : await _tasks!.LogTailAsync(running, cancellationToken).ConfigureAwait(false);
        return tail.Length == 0 ? "" : $"{Environment.NewLine}Last lines of the log of {_demand.NameOf(running!)}:{Environment.NewLine}{tail}";
    }

    /// <summary>They go with the tasks.</summary>
    private async Task KeepLogsAsync()
    {
        if (_tasks is not { } tasks)
        {
            return;
        }

        using var limit = new CancellationTokenSource(LogsWithin);
        try
        {
            var folder = Directory.CreateDirectory(Path.Combine(logFolder, "agents")).FullName;
            var view = await tasks.LookAsync(limit.Token).ConfigureAwait(false);
            await Task.WhenAll(view.Current.Select(async task =>
            {
                var text = await tasks.LogTailAsync(task, limit.Token, KeptLogLines).ConfigureAwait(false);
                await File.WriteAllTextAsync(Path.Combine(folder, $"agent-{task.Slot}.log"), text + "\n", limit.Token).ConfigureAwait(false);
            })).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or UnauthorizedAccessException)
        {
            // A log is worth keeping, not worth a sweep.
        }
    }
}
