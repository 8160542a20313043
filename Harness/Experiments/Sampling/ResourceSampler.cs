using LoadLab.Harness.Deployment;

namespace LoadLab.Harness.Experiments.Sampling;

/// <summary>Reads the replicas' counters every second, and at the moments that matter.</summary>
internal sealed class ResourceSampler(IDeployment deployment) : IAsyncDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly List<ResourceReading>[] _readings = [.. deployment.Replicas.Select(_ => new List<ResourceReading>())];
    private readonly PeriodicTimer _timer = new(Period);
    private Task _loop = Task.CompletedTask;

    /// <summary>All readings of a replica so far, in the order they were taken.</summary>
    public IReadOnlyList<ResourceReading> Readings(int replica)
    {
        lock (_readings)
        {
            return [.. _readings[replica]];
        }
    }

    /// <summary>Begins to sample, with one sample now.</summary>
    public void Start()
    {
        Take();
        _loop = LoopAsync();
    }

    /// <summary>One sample now.</summary>
    public void Take()
    {
        // Read inside the lock: readings stay in order.
        lock (_readings)
        {
            foreach (var replica in deployment.Replicas.Where(replica => replica.Managed))
            {
                if (deployment.ReadResources(replica.Index) is { } reading)
                {
                    _readings[replica.Index].Add(reading);
                }
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        // The wait then ends without an exception, whose stack trace would cost more than all samples of a short run.
        _timer.Dispose();
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task LoopAsync()
    {
        while (await _timer.WaitForNextTickAsync().ConfigureAwait(false))
        {
            Take();
        }
    }
}
