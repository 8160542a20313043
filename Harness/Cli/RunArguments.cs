using LoadLab.Engine;
using LoadLab.Engine.Http;

namespace LoadLab.Harness.Cli;

/// <summary>The command line of <c>harness run</c>, as text.</summary>
internal sealed record RunArguments
{
    public required IReadOnlyList<string> Urls { get; init; }

    public string? Scenario { get; init; }

    /// <summary>A project, a folder that holds one, or an assembly.</summary>
    public string? Scenarios { get; init; }

    /// <summary><c>NAME=VALUE</c> for the scenarios.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    public string? Method { get; init; }

    public IReadOnlyList<string> Headers { get; init; } = [];

    /// <summary>Text, or <c>@file</c>.</summary>
    public string? Body { get; init; }

    /// <summary>File of rows.</summary>
    public string? Feed { get; init; }

    /// <summary>Null where it was not given.</summary>
    public FeedOrder? FeedOrder { get; init; }

    public IReadOnlyList<string> Simulations { get; init; } = [];

    /// <summary><c>4s</c> or <c>4s..9s</c>.</summary>
    public string? ThinkTime { get; init; }

    public string? WarmUp { get; init; }

    public string? Timeout { get; init; }

    public int Loops { get; init; } = 1;

    public int Connections { get; init; } = 10_000;

    public bool Http2 { get; init; }

    public string? Transport { get; init; }

    public Pacing Pacing { get; init; } = Pacing.Precise;

    /// <summary>Certificates are not checked.</summary>
    public bool Insecure { get; init; }

    public string? CaFile { get; init; }

    public int Seed { get; init; } = 42;

    public bool Json { get; init; }

    public string? Out { get; init; }

    public AgentsArguments Agents { get; init; } = new();
}
