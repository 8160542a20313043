using LoadLab.Engine.Http;
using LoadLab.Engine.LoadModels;

namespace LoadLab.Harness.Agents.Agent;

/// <summary>What an agent does at most, whatever it is asked for: set where it was started.</summary>
internal sealed record AgentLimits
{
    /// <summary>Requests a second; null for any number.</summary>
    public double? Rate { get; init; }

    /// <summary>Connections at once; null for any number.</summary>
    public int? Connections { get; init; }

    /// <summary>Length of one run, warm-up included; null for any.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Hosts, each alone or with a port, that may be loaded; empty for any.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>Why a load is refused, in a sentence; null where it is within the limits as far as can be told beforehand.</summary>
    public string? RefusalOf(HttpLoad load)
    {
        if (load.Targets.FirstOrDefault(target => !Allows(target)) is { } target)
        {
            return $"{target.Authority} is none of the targets that this agent may load ({string.Join(", ", Targets)}): start it with --allow-target {target.Authority}.";
        }

        if (Duration is { } longest && LengthOf(load) is var length && !(length <= longest))
        {
            return $"The load takes {length?.ToString() ?? "until its iterations are done"}, and this agent may make one for {longest} at most (--max-duration).";
        }

        if (Rate is { } highest && load.Share.Count > 0 && RateOf(load) is var rate && rate > highest)
        {
            return $"The load asks for {rate:#,0.#} requests a second of this agent, which may make {highest:#,0.#} at most (--max-rate): add agents, or raise the limit.";
        }

        return Connections is { } most ? RefusalOf(load, most) : null;
    }

    private static string? RefusalOf(HttpLoad load, int most) =>
        load.Options.Loops > most ? $"The load asks for {load.Options.Loops} event loops, each with a connection at least, and this agent may have {most} at most (--max-connections)."
        : UsersOf(load) > most ? $"The load holds up to {UsersOf(load)} users, each with a connection, on this agent, which may have {most} at most (--max-connections)."
        : null;

    /// <summary>The load with no more connections than are allowed.</summary>
    public HttpLoad Applied(HttpLoad load) => Connections is { } most && most < load.Options.MaxConnectionsPerLoop * (long)load.Options.Loops
        ? load with { Options = load.Options with { MaxConnectionsPerLoop = Math.Max(1, most / load.Options.Loops) } }
        : load;

    private bool Allows(Uri target) => Targets.Count == 0 || Targets.Any(allowed =>
        allowed.Equals(target.Host, StringComparison.OrdinalIgnoreCase) || allowed.Equals($"{target.Host}:{target.Port}", StringComparison.OrdinalIgnoreCase));

    private static TimeSpan? LengthOf(HttpLoad load) => LoadPlan.Create(load.Simulations, seed: 0).Duration is { } measured ? load.WarmUp + measured : null;

    private static double RateOf(HttpLoad load) => load.Simulations.Select(stage => stage switch
    {
        Inject one => one.Rate / one.Interval.TotalSeconds,
        RampingInject one => one.Rate / one.Interval.TotalSeconds,
        InjectRandom one => one.MaxRate / one.Interval.TotalSeconds,
        IterationsForInject one => one.Rate / one.Interval.TotalSeconds,
        _ => 0,
    }).Max() / load.Share.Count;

    private static int UsersOf(HttpLoad load)
    {
        var most = load.Simulations.Select(stage => stage switch
        {
            KeepConstant keep => keep.Copies,
            RampingConstant ramp => ramp.Copies,
            IterationsForConstant iterations => iterations.Copies,
            _ => 0,
        }).Max();
        return load.Share.Count > 0 ? (most + load.Share.Count - 1) / load.Share.Count : 0;
    }
}
