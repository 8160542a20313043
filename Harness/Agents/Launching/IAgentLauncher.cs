namespace LoadLab.Harness.Agents.Launching;

/// <summary>Starts agents, and ends them with its own end.</summary>
internal interface IAgentLauncher : IAsyncDisposable
{
    /// <summary>Starts again those that have ended since.</summary>
    /// <exception cref="UserErrorException">They cannot be started.</exception>
    Task EnsureAsync(CancellationToken cancellationToken);

    /// <summary>How those are that have not joined in time, where that is known, and what to do: the end of a sentence.</summary>
    Task<string> AdviseAsync(CancellationToken cancellationToken) => Task.FromResult("start more of them, lower agents.count, or raise agents.within.");
}
