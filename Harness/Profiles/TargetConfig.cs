namespace LoadLab.Harness.Profiles;

/// <summary>What is measured and how it is started.</summary>
public sealed record TargetConfig
{
    public required DeploymentKind Deployment { get; init; }

    /// <summary>Container image (swarm), never null there.</summary>
    public string? Image { get; init; }

    /// <summary>Program and arguments of one replica (local), or the arguments to the image's entry point (swarm); <c>{port}</c> is the replica's port. Null runs the bundled target API, or what the image says.</summary>
    public IReadOnlyList<string>? Command { get; init; }

    /// <summary>Working folder of the command, relative to the profile's folder.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>First loopback port (local: replica i listens on port + i; null picks free ports), or the container's port (swarm).</summary>
    public int? Port { get; init; }

    /// <summary>Base addresses of a target that already runs (external).</summary>
    public IReadOnlyList<Uri> Urls { get; init; } = [];

    /// <summary>Environment of each replica; PORT is added.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    public ReadyConfig Ready { get; init; } = new();

    /// <summary>What only a Docker Swarm service has.</summary>
    public SwarmConfig Swarm { get; init; } = new();

    /// <summary>Path of the target's Prometheus metrics, scraped before and after each trial; null scrapes nothing.</summary>
    public string? MetricsPath { get; init; }
}
