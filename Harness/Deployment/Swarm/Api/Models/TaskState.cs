namespace LoadLab.Harness.Deployment.Swarm.Api.Models;

/// <summary>How a task is.</summary>
internal sealed record TaskState
{
    /// <summary><c>new</c>, <c>pending</c>, <c>assigned</c>, <c>preparing</c>, <c>starting</c>, <c>running</c>, <c>complete</c>, <c>shutdown</c>, <c>failed</c>, <c>rejected</c>, <c>orphaned</c> or <c>remove</c>.</summary>
    public string State { get; init; } = "";

    public string Message { get; init; } = "";

    /// <summary>Why it is not what it should be.</summary>
    public string? Err { get; init; }

    public TaskContainer? ContainerStatus { get; init; }

    public TaskPorts? PortStatus { get; init; }
}
