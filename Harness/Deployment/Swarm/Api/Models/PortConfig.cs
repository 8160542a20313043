namespace LoadLab.Harness.Deployment.Swarm.Api.Models;

/// <summary>A port of a service or a task, seen from outside.</summary>
internal sealed record PortConfig
{
    public string Protocol { get; init; } = "tcp";

    /// <summary>In the container.</summary>
    public int TargetPort { get; init; }

    /// <summary>Outside; 0 lets the daemon choose.</summary>
    public int? PublishedPort { get; init; }

    /// <summary><c>ingress</c>, on every node by the routing mesh, or <c>host</c>, on the task's node alone.</summary>
    public string PublishMode { get; init; } = "ingress";
}
