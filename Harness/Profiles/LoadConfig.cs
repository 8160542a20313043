using LoadLab.Engine;
using LoadLab.Engine.LoadModels;

namespace LoadLab.Harness.Profiles;

/// <summary>The load of one trial. Either <see cref="Scenario"/> or <see cref="Request"/> is set.</summary>
public sealed record LoadConfig
{
    /// <summary>Name of a ready-made workload of the Scenarios project: <c>empty</c>, <c>normalize</c>, <c>predict</c>.</summary>
    public string? Scenario { get; init; }

    public RequestConfig? Request { get; init; }

    public required IReadOnlyList<LoadSimulation> Simulations { get; init; }

    public ThinkTime ThinkTime { get; init; } = ThinkTime.None;

    public TimeSpan WarmUp { get; init; }

    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    public TimeSpan ResponseTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Event loops of the generator.</summary>
    public int Loops { get; init; } = 1;

    /// <summary>Connections at most, over all loops.</summary>
    public int MaxConnections { get; init; } = 10_000;
}
