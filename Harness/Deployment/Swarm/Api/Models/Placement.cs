namespace LoadLab.Harness.Deployment.Swarm.Api.Models;

/// <summary>Where tasks may run.</summary>
internal sealed record Placement
{
    /// <summary>Such as <c>node.labels.role == target</c>.</summary>
    public IReadOnlyList<string>? Constraints { get; init; }
}
