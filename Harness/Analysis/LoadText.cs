using LoadLab.Engine;
using LoadLab.Engine.LoadModels;
using LoadLab.Harness.Profiles;

namespace LoadLab.Harness.Analysis;

/// <summary>A load in words: <c>predict, 32 users for 10 s, 2 s warm-up</c>.</summary>
public static class LoadText
{
    /// <summary>More names than this are no longer read.</summary>
    private const int MostNamed = 3;

    public static string Of(LoadConfig load) => string.Join(", ", Parts(load));

    /// <summary>What is to be said of arrivals that are not evenly spaced, behind their rate; empty for those that are.</summary>
    internal static string Of(ArrivalProcess arrivals) => arrivals == ArrivalProcess.Poisson ? " (Poisson arrivals)" : "";

    /// <summary>The scenario, or the requests by their names.</summary>
    public static string Work(LoadConfig load) => load switch
    {
        { Code: { } code } => code.Scenario ?? Path.GetFileNameWithoutExtension(code.Path.TrimEnd(Path.DirectorySeparatorChar)),
        { Scenario: { } scenario } => scenario,
        { Requests: [] } => "no request",
        { Requests.Count: <= MostNamed } => string.Join(" + ", load.Requests.Select(request => request.Label)),
        _ => $"{load.Requests.Count} kinds of requests",
    };

    private static IEnumerable<string> Parts(LoadConfig load)
    {
        yield return Work(load);
        yield return load.Simulations.Count > 0 ? string.Join(", then ", load.Simulations.Select(Stage)) : "stages of its own code";
        if (load.ThinkTime != ThinkTime.None)
        {
            yield return $"think time {load.ThinkTime.Minimum.TotalSeconds:0.###} to {Seconds(load.ThinkTime.Maximum)}";
        }

        if (load.WarmUp > TimeSpan.Zero)
        {
            yield return $"{Seconds(load.WarmUp)} warm-up";
        }
    }

    private static string Stage(LoadSimulation stage) => stage switch
    {
        KeepConstant it => $"{Quantity.Count(it.Copies, "user")} for {Seconds(it.During)}",
        RampingConstant it => $"ramp to {Quantity.Count(it.Copies, "user")} in {Seconds(it.During)}",
        Inject it => $"{it.Rate:N0} requests every {Seconds(it.Interval)}{Of(it.Arrivals)} for {Seconds(it.During)}",
        RampingInject it => $"ramp to {it.Rate:N0} requests every {Seconds(it.Interval)}{Of(it.Arrivals)} in {Seconds(it.During)}",
        IterationsForInject it => $"{it.Iterations:N0} requests, {it.Rate:N0} every {Seconds(it.Interval)}{Of(it.Arrivals)}",
        Pause it => $"pause of {Seconds(it.During)}",
        { Duration: { } duration } => $"{stage.Name} for {Seconds(duration)}",
        _ => stage.Name,
    };

    private static string Seconds(TimeSpan time) => $"{time.TotalSeconds:0.###} s";
}
