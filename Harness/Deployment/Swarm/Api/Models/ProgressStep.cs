namespace LoadLab.Harness.Deployment.Swarm.Api.Models;

/// <summary>One line of a long answer.</summary>
internal sealed record ProgressStep
{
    /// <summary>What a build printed.</summary>
    public string? Stream { get; init; }

    /// <summary>What a push or a load is at.</summary>
    public string? Status { get; init; }

    /// <summary>The layer that <see cref="Status"/> is about.</summary>
    public string? Id { get; init; }

    /// <summary>What came of it.</summary>
    public ProgressOutcome? Aux { get; init; }

    /// <summary>Why it failed.</summary>
    public string? Error { get; init; }
}
