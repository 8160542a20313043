using LoadLab.Engine.Http;
using LoadLab.Engine.LoadModels;

namespace LoadLab.Benchmarks.Agents;

/// <summary>Pretended agents, and for how long each tells one interval a second.</summary>
/// <param name="Agents">How many.</param>
/// <param name="Seconds">Intervals of each.</param>
internal sealed record CrowdPlan(int Agents, int Seconds)
{
    /// <summary>Thirds are compared, and the first and the last second are in no figure.</summary>
    public const int LeastSeconds = 9;

    /// <summary>Requests in each agent's interval: as many samples in each of its histograms.</summary>
    public const int Samples = 1_000;

    /// <summary>Nobody sends it: the target is a name, and what the agents tell of it is drawn at random.</summary>
    public HttpLoad ToLoad() => new()
    {
        Targets = [new Uri("http://127.0.0.1:9")],
        Requests = [new HttpRequestTemplate { Path = "/" }],
        Simulations = [new Inject(Agents * Samples, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(Seconds))],
    };
}
