namespace LoadLab.Harness.Profiles.Reading;

/// <summary>The text of a profile and how to read it.</summary>
internal sealed record ProfileSource
{
    public required string Text { get; init; }

    /// <summary>As named by the user.</summary>
    public required string File { get; init; }

    /// <summary>Absolute folder that relative paths start from.</summary>
    public required string BaseDirectory { get; init; }

    public IReadOnlyList<string> Overrides { get; init; } = [];

    /// <summary>False for a profile that was run already and is only to be shown.</summary>
    public bool CheckFiles { get; init; } = true;
}
