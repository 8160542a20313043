using LoadLab.Harness.Results;

namespace LoadLab.Harness.Deployment;

/// <summary>A target that was started for one trial. Disposing stops it and leaves nothing behind.</summary>
internal interface IDeployment : IAsyncDisposable
{
    /// <summary>What is measured; at least one.</summary>
    IReadOnlyList<Replica> Replicas { get; }

    /// <summary>Where requests go: to the replicas themselves, or to what spreads them.</summary>
    IReadOnlyList<Uri> LoadEndpoints => [.. Replicas.Select(replica => replica.Endpoint)];

    /// <summary>The limits really in force; null where nothing was started.</summary>
    EnforcedLimits? Limits { get; }

    /// <summary>Completes as soon as a replica ends by itself, and says which and how. Never faults.</summary>
    Task<ReplicaEnd> Ended { get; }

    /// <summary>What a replica has used since its start; null where it cannot be known. Cheap: a few small files, or what came last.</summary>
    /// <remarks>Two calls may give the same reading, and a reading may be older than the call: its own moment counts.</remarks>
    ResourceReading? ReadResources(int replica);

    /// <summary>A sentence for each thing that went wrong without ending a replica, such as a worker killed for memory.</summary>
    IReadOnlyList<string> Incidents();

    /// <summary>The last lines of a replica's output; empty where there are none.</summary>
    Task<string> LogTailAsync(int replica, CancellationToken cancellationToken);
}
