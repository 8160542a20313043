namespace LoadLab.Harness.Deployment.Swarm.Api.Models;

/// <summary>How a node is.</summary>
internal sealed record NodeStatus
{
    /// <summary><c>ready</c>, <c>down</c>, <c>disconnected</c> or <c>unknown</c>.</summary>
    public string State { get; init; } = "";

    public string Addr { get; init; } = "";
}
