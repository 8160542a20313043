using LoadLab.Harness.Experiments;

namespace LoadLab.Harness.Cli;

/// <summary>The command line of <c>harness sweep</c>.</summary>
internal sealed record SweepArguments
{
    /// <summary>The profile's file; may be left out where a folder is resumed by name.</summary>
    public string? Profile { get; init; }

    /// <summary>The report folder; null for the default.</summary>
    public string? Out { get; init; }

    public bool Resume { get; init; }

    /// <summary>What is measured again, where a sweep is resumed.</summary>
    public TrialRetry Retry { get; init; }

    public bool DryRun { get; init; }

    /// <summary><c>path=value</c> overrides.</summary>
    public IReadOnlyList<string> Set { get; init; } = [];

    public AgentsArguments Agents { get; init; } = new();
}
