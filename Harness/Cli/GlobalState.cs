namespace LoadLab.Harness.Cli;

/// <summary>All a verb may touch of the process, so that verbs are tested in-process.</summary>
public sealed record GlobalState
{
    public required TextWriter Out { get; init; }

    public required TextWriter Error { get; init; }

    /// <summary>True where <see cref="Out"/> is a terminal that takes cursor movement and colour.</summary>
    public required bool IsTerminal { get; init; }

    /// <summary>Width of the terminal in columns.</summary>
    public int Width { get; init; } = 100;

    public required string WorkingDirectory { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>Environment variables, read once.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }
}
