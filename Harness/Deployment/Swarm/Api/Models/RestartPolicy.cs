namespace LoadLab.Harness.Deployment.Swarm.Api.Models;

/// <summary>When a task that has ended is replaced.</summary>
internal sealed record RestartPolicy
{
    /// <summary><c>none</c>, <c>on-failure</c> or <c>any</c>.</summary>
    public required string Condition { get; init; }

    /// <summary>How long to wait before, in ns.</summary>
    public long? Delay { get; init; }
}
