using LoadLab.Benchmarks.Processes;
using LoadLab.Benchmarks.Reporting;
using LoadLab.Benchmarks.Statistics;

namespace LoadLab.Benchmarks.Agents;

/// <summary>What runs of several agents come to.</summary>
internal sealed class RateReport(RatePlan plan, ProcessorPair processors, IReadOnlyList<RateRun> runs, IReadOnlyList<AgentStarts> starts)
{
    private const double Tolerance = 0.005;

    public Report Create()
    {
        var report = new Report(
            $"{plan.Agents} agents at {plan.Rate:#,0} requests a second together",
            $"""
            `harness run --agents {plan.Agents}` with even arrivals, {plan.Pacing} pacing and one loop for each agent, against the minimal server on processor {processors.Server}; {plan.Repetitions} runs of {plan.Seconds} s after {RatePlan.WarmUpSeconds} s of
            warm-up. Agents and coordinator may use all {Environment.ProcessorCount} processors, the server's included. {Pacing()} *Delivered* is requests sent ÷ those planned; *counted* is the server's own count,
            warm-up included, ÷ what was called for.
            """);
        report.Tables.Add(Runs());
        report.Tables.Add(Starts());
        return report;
    }

    private string Pacing() => plan.Pacing == "precise"
        ? "With precise pacing each loop spins for the next arrival, so that agents that share a processor wait for each other."
        : "Frugal, because loops that spin for the next arrival take each other's processor where there are more agents than processors.";

    private MarkdownTable Runs()
    {
        var table = new MarkdownTable("Runs", ["Run", "sent", "delivered", "counted", "missed", "failed", "late p50 µs", "p99 µs", "coordinator CPU", "all CPU s", "verdict"]);
        for (var number = 0; number < runs.Count; number++)
        {
            var run = runs[number];
            table.Add(
                $"{number + 1}", $"{run.Harness.Sent:#,0}", $"{run.Delivered(plan):0.000%}", $"{run.ServedShare(plan):0.000%}", $"{run.Harness.Missed:#,0}", $"{run.Harness.Failed:#,0}",
                $"{run.Harness.Lateness.P50Ms * 1e3:0.0}", $"{run.Harness.Lateness.P99Ms * 1e3:0}", $"{run.CoordinatorCpu:0.0%}", $"{run.TreeCpu.TotalSeconds:0.0}", run.Harness.Verdict);
        }

        var worst = runs.Max(run => Math.Max(Math.Abs(run.Delivered(plan) - 1), Math.Abs(run.ServedShare(plan) - 1)));
        table.Notes.Add($"Target: within {Tolerance:0.0%} of the plan in every run, by both counts: {(worst <= Tolerance ? "held" : "**missed**")}, furthest off by {worst:0.000%}.");
        table.Notes.Add($"Coordinator CPU is its share of one processor while the load was made, median {SampleQuantile.Median([.. runs.Select(run => run.CoordinatorCpu)]):0.0%}; *all CPU* is coordinator and agents, start-up included.");
        AddVerdicts(table);
        return table;
    }

    /// <summary>One reason for each verdict: every agent has its own, and they say much the same.</summary>
    private void AddVerdicts(MarkdownTable table)
    {
        foreach (var run in runs.Select(run => run.Harness).Where(run => run.Reasons.Count > 0).DistinctBy(run => run.Verdict))
        {
            table.Notes.Add($"The harness, where it says {run.Verdict}, in the first place: {run.Reasons[0]}");
        }
    }

    private MarkdownTable Starts()
    {
        var table = new MarkdownTable("Starts, in trials of a sweep with the same load", ["Trial", "began within ms", "known to ± ms", "latest after its moment, ms"]);
        for (var number = 0; number < starts.Count; number++)
        {
            table.Add($"{number + 1}", $"{starts[number].Spread * 1e3:0.00}", $"{starts[number].Error * 1e3:0.00}", $"{starts[number].Late * 1e3:0.00}");
        }

        return table;
    }
}
