using LoadLab.Engine.Measurement;
using LoadLab.Harness.Deployment;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Tests.Deployment;

/// <summary>A deployment that a test controls.</summary>
internal sealed class FakeDeployment(Uri endpoint, bool managed = true, string log = "") : IDeployment
{
    private readonly TaskCompletionSource<ReplicaEnd> _ended = new();
    private long _readings;

    public IReadOnlyList<Replica> Replicas { get; } = [new Replica(0, endpoint, managed)];

    public EnforcedLimits? Limits { get; init; }

    public Task<ReplicaEnd> Ended => _ended.Task;

    public bool Disposed { get; private set; }

    /// <summary>Processes killed for memory, as every reading tells.</summary>
    public long OomKills { get; set; }

    public void End(string sentence, FailureKind kind = FailureKind.Ended) => _ended.TrySetResult(new ReplicaEnd(sentence, kind));

    /// <summary>Each reading is 100 ms of CPU further.</summary>
    public ResourceReading? ReadResources(int replica) =>
        managed
            ? new ResourceReading { AtNs = MonotonicClock.NowNs(), CpuNs = Interlocked.Increment(ref _readings) * 100_000_000, MemoryBytes = 1_000_000, OomKills = OomKills }
            : null;

    public IReadOnlyList<string> Incidents() => [];

    public Task<string> LogTailAsync(int replica, CancellationToken cancellationToken) => Task.FromResult(log);

    public ValueTask DisposeAsync()
    {
        Disposed = true;
        return ValueTask.CompletedTask;
    }
}
