namespace LoadLab.Harness.Deployment.Swarm.Api.Models;

/// <summary>A task's addresses in one network.</summary>
internal sealed record TaskNetwork
{
    public TaskNetworkInfo Network { get; init; } = new();

    /// <summary>With the length of the prefix: <c>10.0.1.5/24</c>.</summary>
    public IReadOnlyList<string>? Addresses { get; init; }
}
