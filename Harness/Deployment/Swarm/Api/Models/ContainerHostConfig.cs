namespace LoadLab.Harness.Deployment.Swarm.Api.Models;

/// <summary>The limits that a daemon really set.</summary>
internal sealed record ContainerHostConfig
{
    /// <summary>Billionths of a core; 0 for no limit.</summary>
    public long NanoCpus { get; init; }

    /// <summary>In bytes; 0 for no limit.</summary>
    public long Memory { get; init; }
}
