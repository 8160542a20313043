namespace LoadLab.Harness.Profiles;

/// <summary>The user's own code that makes the load.</summary>
public sealed record ScenarioCodeConfig
{
    /// <summary>Absolute path of a project, of a folder that holds one, or of an assembly.</summary>
    public required string Path { get; init; }

    /// <summary>Which of its scenarios; null where it holds only one.</summary>
    public string? Scenario { get; init; }

    /// <summary>Passed to the code, by name.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>The stages are those in the code.</summary>
    public bool KeepsStages { get; init; }

    /// <summary>The warm-up is that in the code.</summary>
    public bool KeepsWarmUp { get; init; }
}
