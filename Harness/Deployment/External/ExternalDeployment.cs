using LoadLab.Harness.Results;

namespace LoadLab.Harness.Deployment.External;

/// <summary>A target that somebody else runs: addresses, and nothing known of its resources.</summary>
internal sealed class ExternalDeployment(IReadOnlyList<Uri> urls) : IDeployment
{
    private readonly TaskCompletionSource<ReplicaEnd> _ended = new();

    public IReadOnlyList<Replica> Replicas { get; } = [.. urls.Select((url, index) => new Replica(index, url, Managed: false))];

    public EnforcedLimits? Limits => null;

    /// <summary>Never completes: only its answers tell whether it still runs.</summary>
    public Task<ReplicaEnd> Ended => _ended.Task;

    public ResourceReading? ReadResources(int replica) => null;

    public IReadOnlyList<string> Incidents() => [];

    public Task<string> LogTailAsync(int replica, CancellationToken cancellationToken) => Task.FromResult("");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
