using LoadLab.Engine.Measurement;
using LoadLab.Harness.Deployment;

namespace LoadLab.Harness.Experiments.Sampling;

/// <summary>Reads the replicas' counters every second, and at the moments that matter.</summary>
internal sealed class ResourceSampler(IDeployment deployment) : IAsyncDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly List<ResourceSample> _samples = [];
    private readonly PeriodicTimer _timer = new(Period);
    private Task _loop = Task.CompletedTask;

    /// <summary>All samples so far, in order.</summary>
    public IReadOnlyList<ResourceSample> Samples
    {
        get
        {
            lock (_samples)
            {
                return [.. _samples];
            }
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
        if (!deployment.Replicas.Any(replica => replica.Managed))
        {
            return;
        }

        lock (_samples)
        {
            // The clock is read inside the lock: samples stay in order.
            _samples.Add(new ResourceSample(MonotonicClock.NowNs(), [.. deployment.Replicas.Select(replica => deployment.ReadResources(replica.Index))]));
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
