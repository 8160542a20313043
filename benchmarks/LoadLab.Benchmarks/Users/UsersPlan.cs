using LoadLab.Engine;
using LoadLab.Engine.Http;
using LoadLab.Engine.LoadModels;

namespace LoadLab.Benchmarks.Users;

/// <summary>How many users come when, and how long they stay.</summary>
/// <param name="Users">In the end.</param>
/// <param name="Step">Added at a time.</param>
/// <param name="StepSeconds">Between two steps.</param>
/// <param name="HoldSeconds">With all of them.</param>
/// <param name="ThinkFrom">Shortest think time in seconds.</param>
/// <param name="ThinkTo">Longest.</param>
internal sealed record UsersPlan(int Users, int Step, int StepSeconds, int HoldSeconds, double ThinkFrom, double ThinkTo)
{
    private int Steps => (Users + Step - 1) / Step;

    /// <summary>Until the last users have come.</summary>
    public int RampSeconds => (Steps - 1) * StepSeconds;

    public int Seconds => RampSeconds + HoldSeconds;

    public double MeanThink => (ThinkFrom + ThinkTo) / 2;

    /// <summary>Of a think time, uniform between its bounds.</summary>
    public double ThinkVariance => (ThinkTo - ThinkFrom) * (ThinkTo - ThinkFrom) / 12;

    /// <summary>On one loop, as many connections as users.</summary>
    public HttpLoad ToLoad(Uri url) => new()
    {
        Targets = [new Uri(url.GetLeftPart(UriPartial.Authority))],
        Requests = [new HttpRequestTemplate { Path = url.AbsolutePath }],
        Simulations = [.. Enumerable.Range(1, Steps).Select(Stage)],
        ThinkTime = new ThinkTime(TimeSpan.FromSeconds(ThinkFrom), TimeSpan.FromSeconds(ThinkTo)),
        Options = new EngineOptions { MaxConnectionsPerLoop = Users },
    };

    private LoadSimulation Stage(int step) => step < Steps
        ? new KeepConstant(step * Step, TimeSpan.FromSeconds(StepSeconds))
        : new KeepConstant(Users, TimeSpan.FromSeconds(HoldSeconds));
}
