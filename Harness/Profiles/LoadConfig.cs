using LoadLab.Engine;
using LoadLab.Engine.Http;
using LoadLab.Engine.LoadModels;

namespace LoadLab.Harness.Profiles;

/// <summary>The load of one trial. Exactly one of <see cref="Scenario"/>, <see cref="Requests"/> and <see cref="Code"/> is set.</summary>
public sealed record LoadConfig
{
    /// <summary>Name of a ready-made workload of the Scenarios project: <c>empty</c>, <c>normalize</c>, <c>predict</c>.</summary>
    public string? Scenario { get; init; }

    /// <summary>Requests written out, drawn by their weights; empty where something else is set.</summary>
    public IReadOnlyList<RequestConfig> Requests { get; init; } = [];

    /// <summary>Scenarios in C#, which make their own requests.</summary>
    public ScenarioCodeConfig? Code { get; init; }

    /// <summary>Empty where the stages are those in the code, until the code was loaded.</summary>
    public required IReadOnlyList<LoadSimulation> Simulations { get; init; }

    public ThinkTime ThinkTime { get; init; } = ThinkTime.None;

    public TimeSpan WarmUp { get; init; }

    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    public TimeSpan ResponseTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>User code decides for itself whom it trusts; the ready checks beside it only ask whether somebody answers.</summary>
    internal static TlsOptions TlsOfCode { get; } = new() { VerifyCertificate = false };

    /// <summary>For targets that use https.</summary>
    public TlsOptions Tls { get; init; } = new();

    /// <summary>Event loops of the generator; for scenarios in C# the processors of the thread pool.</summary>
    public int Loops { get; init; } = 1;

    /// <summary>Version of HTTP that the requests speak.</summary>
    public HttpProtocolVersion HttpVersion { get; init; } = HttpProtocolVersion.Http11;

    /// <summary>Transport of the generator by name; null for the best one that works on the machine.</summary>
    public string? Transport { get; init; }

    /// <summary>How the generator waits for the next arrival.</summary>
    public Pacing Pacing { get; init; } = Pacing.Precise;

    /// <summary>Connections at most, over all loops; for scenarios in C# iterations at once in open stages.</summary>
    public int MaxConnections { get; init; } = 10_000;
}
