using LoadLab.Engine;
using LoadLab.Harness.Profiles;

namespace LoadLab.Harness.Experiments;

/// <summary>One load to be made: what, where to, and with which means.</summary>
internal sealed record LoadJob
{
    /// <summary>With its stages, also where these came from user code.</summary>
    public required LoadConfig Config { get; init; }

    /// <summary>Base addresses.</summary>
    public required IReadOnlyList<Uri> Targets { get; init; }

    /// <summary>Seed of everything random in it.</summary>
    public required int Seed { get; init; }

    /// <summary>Processors of the generator; null for any.</summary>
    public IReadOnlyList<int>? Processors { get; init; }

    /// <summary>The trial's folder, for its files; null keeps none.</summary>
    public string? Folder { get; init; }

    /// <summary>The engine's tunables for it.</summary>
    public EngineOptions Options => new()
    {
        Loops = Config.Loops,
        Processors = Processors,
        Transport = Config.Transport,
        Pacing = Config.Pacing,
        // Rounded up, so that a limit that does not divide by the loops is not lowered.
        MaxConnectionsPerLoop = (Config.MaxConnections + Config.Loops - 1) / Config.Loops,
        ConnectTimeout = Config.ConnectTimeout,
        ResponseTimeout = Config.ResponseTimeout,
        Seed = Seed,
    };
}
