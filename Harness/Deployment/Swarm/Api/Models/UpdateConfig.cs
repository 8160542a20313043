namespace LoadLab.Harness.Deployment.Swarm.Api.Models;

/// <summary>How tasks are replaced.</summary>
internal sealed record UpdateConfig
{
    /// <summary>How many at a time; 0 for all.</summary>
    public int Parallelism { get; init; }

    /// <summary><c>stop-first</c> or <c>start-first</c>.</summary>
    public string? Order { get; init; }

    /// <summary><c>pause</c>, <c>continue</c> or <c>rollback</c>.</summary>
    public string? FailureAction { get; init; }

    /// <summary>How long a new task is watched, in ns.</summary>
    public long? Monitor { get; init; }
}
