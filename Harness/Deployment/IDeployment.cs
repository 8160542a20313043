using LoadLab.Harness.Results;

namespace LoadLab.Harness.Deployment;

/// <summary>A target that was started for one trial. Disposing stops it and leaves nothing behind.</summary>
internal interface IDeployment : IAsyncDisposable
{
    /// <summary>Where requests go; at least one.</summary>
    IReadOnlyList<Replica> Replicas { get; }

    /// <summary>The limits really in force; null where nothing was started.</summary>
    EnforcedLimits? Limits { get; }

    /// <summary>Completes, with a sentence that says which and how, as soon as a replica ends by itself. Never faults.</summary>
    Task<string> Ended { get; }

    /// <summary>What a replica has used since its start; null where it cannot be known. Cheap: a few small files.</summary>
    ResourceReading? ReadResources(int replica);

    /// <summary>A sentence for each thing that went wrong without ending a replica, such as a worker killed for memory.</summary>
    IReadOnlyList<string> Incidents();

    /// <summary>The last lines of a replica's output; empty where there are none.</summary>
    string LogTail(int replica);
}
