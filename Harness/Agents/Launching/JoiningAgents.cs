namespace LoadLab.Harness.Agents.Launching;

/// <summary>Agents that somebody else starts.</summary>
internal sealed class JoiningAgents : IAgentLauncher
{
    public Task EnsureAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
