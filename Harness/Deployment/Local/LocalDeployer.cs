using System.Globalization;
using LoadLab.Harness.Deployment.Local.Cgroups;
using LoadLab.Harness.Profiles;

namespace LoadLab.Harness.Deployment.Local;

/// <summary>Runs replicas as process groups on this machine's loopback, with limits as strong as this machine permits.</summary>
internal sealed class LocalDeployer : IDeployer
{
    private readonly string? _targetApi;
    private readonly IReadOnlyList<CgroupHierarchy> _hierarchies;
    private readonly IReadOnlyList<int> _allowed;

    /// <param name="targetApi">Value of <see cref="BundledTarget.Variable"/>.</param>
    public LocalDeployer(string? targetApi)
        : this(targetApi, CgroupHierarchy.Detect(), ProcessorPlan.Allowed())
    {
    }

    internal LocalDeployer(string? targetApi, IReadOnlyList<CgroupHierarchy> hierarchies, IReadOnlyList<int> allowedProcessors)
    {
        _targetApi = targetApi;
        _hierarchies = hierarchies;
        _allowed = allowedProcessors;
    }

    public async Task<IDeployment> DeployAsync(DeploymentRequest request, CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new DeploymentFailedException("Local deployment needs Linux: process groups, /proc and control groups. Use deployment: external here.");
        }

        CgroupRun.RemoveStale(_hierarchies);
        var configuration = request.Configuration;
        var ports = LoopbackPorts.Reserve(configuration.Target.Port, configuration.Replicas);
        var plan = ProcessorPlan.Create(_allowed, configuration.Load.Loops);
        var groups = new CgroupRun(_hierarchies, CgroupRun.NameOf(ProcessIdentity.Current));
        var deployment = new LocalDeployment(groups, new RunningTargets(request.StateFolder));
        try
        {
            for (var i = 0; i < configuration.Replicas; i++)
            {
                await StartAsync(deployment, request, plan, i, ports[i], cancellationToken).ConfigureAwait(false);
            }

            return deployment;
        }
        catch
        {
            await deployment.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task StartAsync(LocalDeployment deployment, DeploymentRequest request, ProcessorPlan plan, int index, int port, CancellationToken cancellationToken)
    {
        var configuration = request.Configuration;
        var groups = deployment.Cgroups.TryCreate(index, configuration.Cpus, configuration.MemoryBytes);
        var limits = ReplicaLimits.Choose(configuration, groups, plan, index);
        var environment = EnvironmentOf(configuration, index, port);
        foreach (var (key, value) in limits.Environment)
        {
            environment[key] = value;
        }

        var start = new ReplicaStart
        {
            Command = [.. CommandOf(configuration.Target).Select(part => Fill(part, index, port))],
            WorkingDirectory = Path.Combine(request.ProfileFolder, configuration.Target.WorkingDirectory ?? ""),
            Environment = environment,
            LogFile = Path.Combine(request.LogFolder, $"replica-{index}.log"),
            Processors = limits.Processors,
            CgroupFolders = groups?.Folders ?? [],
        };
        await deployment.StartAsync(start, port, groups, limits.Enforced, cancellationToken).ConfigureAwait(false);
    }

    private IReadOnlyList<string> CommandOf(TargetConfig target) => target.Command is { Count: > 0 } own ? own : BundledTarget.Command(_targetApi, AppContext.BaseDirectory);

    private static Dictionary<string, string> EnvironmentOf(Configuration configuration, int index, int port)
    {
        var environment = configuration.Target.Environment.ToDictionary(pair => pair.Key, pair => Fill(pair.Value, index, port));
        environment["PORT"] = port.ToString(CultureInfo.InvariantCulture);
        if (configuration.Target.Command is null && configuration.Workers is { } workers)
        {
            // The bundled target's own setting: an axis of that name means it, whether or not the profile writes it out.
            environment.TryAdd("WORKERS", workers.ToString(CultureInfo.InvariantCulture));
        }

        return environment;
    }

    private static string Fill(string text, int index, int port) => text
        .Replace("{port}", port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{replica}", index.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
}
