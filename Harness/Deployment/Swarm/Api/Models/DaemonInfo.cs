namespace LoadLab.Harness.Deployment.Swarm.Api.Models;

/// <summary><c>GET /info</c>: the daemon and its machine.</summary>
internal sealed record DaemonInfo
{
    /// <summary>The machine's name.</summary>
    public string Name { get; init; } = "";

    public string? ServerVersion { get; init; }

    /// <summary><c>1</c> or <c>2</c>.</summary>
    public string? CgroupVersion { get; init; }

    /// <summary>Limits of memory are enforced.</summary>
    public bool MemoryLimit { get; init; }

    /// <summary>Limits of processor time are enforced.</summary>
    public bool CpuCfsQuota { get; init; }

    public SwarmState Swarm { get; init; } = new();
}
