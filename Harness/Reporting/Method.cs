using LoadLab.Harness.Analysis;
using LoadLab.Harness.Profiles;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Reporting;

/// <summary>How a sweep was measured, as pairs of name and text.</summary>
internal static class Method
{
    public static IEnumerable<(string Name, string Text)> Of(ReportData data)
    {
        var (sweep, environment) = (data.Sweep, data.Sweep.Environment);
        yield return ("Machine", $"{environment.CpuModel}, {Quantity.Count(environment.Processors, "processor")}, {Quantity.Bytes(environment.MemoryBytes)} of memory");
        yield return ("System", $"{environment.OperatingSystem}, kernel {environment.Kernel}");
        yield return ("Versions", $"LoadLab {environment.LoadLabVersion}, {environment.Runtime}");
        yield return ("Started", $"{environment.StartedAt.ToUniversalTime():yyyy-MM-dd HH:mm:ss} UTC");
        yield return ("Target", Target(sweep.Profile));
        yield return ("Load", Loads(sweep.Profile));
        if (sweep.Profile.Agents is { } agents)
        {
            yield return ("Agents", Agents(agents));
        }

        yield return ("Trials", Trials(sweep.Profile.Trials));
        foreach (var pair in Generator(sweep.Trials))
        {
            yield return pair;
        }

        yield return ("SLO", Slo(sweep.Profile));
        yield return ("Objective", Objective(sweep.Profile));
        yield return ("Latency", "response time: from the moment a request was meant to be sent until its answer was complete, so that a stalled target or generator hides nothing; successful requests only");
    }

    private static string Target(ProfileConfig profile) => string.Join("; ", profile.Configurations.Select(one => Target(one.Target)).Distinct().Take(4));

    private static string Target(TargetConfig target) => target switch
    {
        { Deployment: DeploymentKind.External } => $"external: {string.Join(", ", target.Urls)}",
        { Image: { } image } => $"swarm: {image}",
        { Command: { } command } => $"local: {string.Join(' ', command)}",
        _ => "local: the bundled target API",
    };

    private static string Loads(ProfileConfig profile)
    {
        var loads = profile.Configurations.Select(one => LoadText.Of(one.Load)).Distinct().ToList();
        return loads.Count <= 6 ? string.Join("; ", loads) : $"{string.Join("; ", loads.Take(5))}; and {loads.Count - 5} more (see the profile)";
    }

    private static string Agents(AgentsConfig agents)
    {
        var start = agents.Start switch
        {
            AgentStart.Swarm => $"as a service of a swarm, image {agents.Image}{(agents.Placement.Count > 0 ? $", placed by {string.Join(" and ", agents.Placement)}" : "")}",
            AgentStart.Join => "started by somebody else",
            _ => "as processes on the harness's machine",
        };
        return $"{agents.Count:N0}, {start}; {(agents.OnLoss == AgentLossPolicy.Repeat ? "a trial that loses one is measured again" : "the others take over the load of one that is lost")}";
    }

    private static string Trials(TrialsConfig trials)
    {
        var order = trials.Order == TrialOrder.Shuffled ? "each round in shuffled order, so that drift of the machine spreads over all" : "in the profile's order, round after round";
        return $"{Quantity.Count(trials.Repeats, "repeat")} of each configuration, {order}; seed {trials.Seed}";
    }

    private static IEnumerable<(string Name, string Text)> Generator(IReadOnlyList<TrialResult> trials)
    {
        var loads = trials.Select(trial => trial.Load).OfType<LoadSummary>().ToList();
        if (loads.Count == 0)
        {
            yield break;
        }

        var loops = loads.Max(load => Math.Max(load.Generator.LoopCpuShare.Count, load.Generator.Loops.Count));
        yield return ("Generator",
            $"{Versions(loads)}transport {string.Join(", ", loads.Select(load => load.Transport).Distinct())}{PassedOver(loads)}; {Quantity.Count(loops, "loop")}; "
            + $"{Busiest(loads)}{Stalled(loads)}; {Missed(loads)}");
        var failures = loads.SelectMany(load => (string?[])[load.TlsFailure, load.ProtocolFailure]).OfType<string>().Distinct().ToList();
        if (failures.Count > 0)
        {
            yield return ("Failures", string.Join(" ", failures));
        }
    }

    private static string Versions(List<LoadSummary> loads)
    {
        var versions = loads.Select(load => load.HttpVersion).OfType<string>().Distinct().Order(StringComparer.Ordinal).ToList();
        return versions.Count == 0 ? "" : $"HTTP/{string.Join(" and HTTP/", versions)}; ";
    }

    private static string Busiest(List<LoadSummary> loads)
    {
        var shares = loads.SelectMany(load => load.Generator.LoopCpuShare).ToList();
        return shares.Count == 0 ? "how much processor time they used is not known" : $"the busiest used {Quantity.WholePercent(shares.Max())} of a processor at most";
    }

    private static string PassedOver(List<LoadSummary> loads)
    {
        var notes = loads.Select(load => load.TransportNote).OfType<string>().Distinct().ToList();
        return notes.Count == 0 ? "" : $" (not the fastest: {string.Join(" ", notes)})";
    }

    private static string Stalled(List<LoadSummary> loads)
    {
        var loops = loads.SelectMany(load => load.Generator.Loops).ToList();
        return loops.Count == 0
            ? ""
            : $"; the worst stood still for {Quantity.WholePercent(loops.Max(loop => loop.StalledShare))} of the time, {loops.Max(loop => loop.LongestStall).TotalMilliseconds:0.0} ms at longest";
    }

    private static string Missed(List<LoadSummary> loads)
    {
        var missed = loads.Sum(load => load.Counts.Missed);
        return missed == 0 ? "no arrival was missed" : $"{missed:N0} arrivals were missed";
    }

    private static string Slo(ProfileConfig profile) =>
        SloBound.Of(profile.Slo) is { Count: > 0 } bounds ? string.Join(" and ", bounds.Select(bound => bound.Phrase)) : "none given";

    private static string Objective(ProfileConfig profile) => profile.Objective.Kind switch
    {
        ObjectiveKind.MinimiseCost => $"lowest cost per million successful requests, from the limits at {Prices(profile.Prices)}",
        ObjectiveKind.MinimiseP99 => "lowest p99 response time",
        _ => "highest throughput",
    };

    private static string Prices(PricesConfig? prices) => prices is null
        ? "prices that the profile does not give"
        : $"{prices.CpuHour} {prices.Currency} per CPU hour and {prices.MemoryGbHour} {prices.Currency} per GB hour (2^30 bytes)";
}
