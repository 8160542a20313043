using System.Collections;

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

    /// <summary>The real process.</summary>
    public static GlobalState FromProcess()
    {
        var environment = System.Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "", StringComparer.Ordinal);
        var isTerminal = !Console.IsOutputRedirected && environment.GetValueOrDefault("TERM") is not (null or "" or "dumb");
        return new GlobalState
        {
            Out = Console.Out,
            Error = Console.Error,
            IsTerminal = isTerminal,
            Width = isTerminal && Console.WindowWidth > 0 ? Console.WindowWidth : 100,
            WorkingDirectory = Directory.GetCurrentDirectory(),
            Time = TimeProvider.System,
            Environment = environment,
        };
    }
}
