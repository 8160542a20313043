using LoadLab.Benchmarks.Processes;
using LoadLab.Benchmarks.Reporting;
using LoadLab.Benchmarks.Statistics;

namespace LoadLab.Benchmarks.Agents;

/// <summary>What the seconds of a coordinator come to.</summary>
internal sealed class CoordinatorReport(CrowdPlan plan, ProcessorPair processors, CoordinatorRun run)
{
    private const double MiB = 1 << 20;
    private const int MinuteSeconds = 60;

    /// <summary>Of one processor: what is left of it is for the load of an agent beside the coordinator.</summary>
    private const double CpuLimit = 0.2;

    /// <summary>Chosen: growth that a run of an hour would show is above both after ten minutes.</summary>
    private const double FlatShare = 0.05;

    private const double FlatBytes = 5 * MiB;

    /// <summary>Merged, but for the last one, in which memory was weighed the second time.</summary>
    private int Last => run.Seconds.Count - 2;

    public Report Create()
    {
        var report = new Report(
            $"The coordinator of {plan.Agents} agents",
            $"""
            {plan.Agents} pretended agents told one interval a second for {plan.Seconds} s, each with {CrowdPlan.Samples:#,0} requests at log-normal times around 2 ms, all at the same moment as agents do, and
            answered the coordinator's pings and told of their health once a second, each on a connection of its own over loopback. The coordinator ran in a process of its own on processor {processors.Server}
            with the harness's runtime settings, and kept all intervals in files as a sweep does; the agents ran on processor {processors.Client}. CPU time and memory are those of its whole process, from the first
            merged second to the last.
            """);
        report.Tables.Add(Figures());
        report.Tables.Add(ByMinute());
        return report;
    }

    internal MarkdownTable Figures()
    {
        var table = new MarkdownTable("The whole run", ["What", "figure"]);
        AddCpu(table);
        AddMemory(table);
        AddCompleteness(table);
        AddTargets(table);
        return table;
    }

    private void AddCpu(MarkdownTable table)
    {
        table.Add("CPU time of the coordinator, share of one processor", $"{run.CpuShare(0, Last):0.0%}");
        table.Add("the same, median of the seconds", $"{SampleQuantile.Median([.. Enumerable.Range(0, Last).Select(second => run.CpuShare(second, second + 1))]):0.0%}");
        table.Add("CPU time for one interval of one agent, µs", $"{(run.Seconds[Last].Cpu - run.Seconds[0].Cpu) / Last / plan.Agents * 1e6:0}");
        table.Add("collector's pauses, share of the time", $"{(run.Seconds[Last].Pauses - run.Seconds[0].Pauses) / (run.Seconds[Last].At - run.Seconds[0].At):0.0%}");
        table.Add("managed memory allocated, MiB a second", $"{(run.Seconds[Last].AllocatedBytes - run.Seconds[0].AllocatedBytes) / MiB / (run.Seconds[Last].At - run.Seconds[0].At):0.0}");
    }

    private void AddMemory(MarkdownTable table)
    {
        var (first, last) = Thirds(second => second.ResidentBytes);
        table.Add("resident memory, median of the first third, MiB", $"{first / MiB:0.0}");
        table.Add("resident memory, median of the last third, MiB", $"{last / MiB:0.0} ({(last / first) - 1:+0.0%;-0.0%;0.0%})");
        (first, last) = Thirds(second => second.HeapBytes);
        table.Add("managed memory with its garbage, median of the first third, MiB", $"{first / MiB:0.0}");
        table.Add("managed memory with its garbage, median of the last third, MiB", $"{last / MiB:0.0} ({(last / first) - 1:+0.0%;-0.0%;0.0%})");
        table.Add("live managed memory after a tenth of the run, MiB", $"{run.Outcome.LiveBytesFirst / MiB:0.00}");
        table.Add("live managed memory at the end, MiB", $"{run.Outcome.LiveBytesLast / MiB:0.00}");
    }

    private void AddCompleteness(MarkdownTable table)
    {
        table.Add("agents that finished", $"{run.Outcome.Finished}");
        table.Add("intervals that came and were counted", $"{run.Outcome.Intervals:#,0}");
        table.Add("intervals that came twice, too late or never", $"{run.Outcome.Astray:#,0}");
        table.Add("intervals merged", $"{run.Seconds.Count:#,0}");
        table.Add("bytes kept of an interval", $"{(double)run.KeptBytes / Math.Max(1, run.Outcome.Intervals):#,0}");
        table.Add("requests that the agents told of", $"{run.Direct.Sent:#,0}");
        table.Add("requests in the merged load", $"{run.Outcome.Load.Sent:#,0}");
    }

    private void AddTargets(MarkdownTable table)
    {
        table.Notes.Add($"Target: under {CpuLimit:0 %} of one processor: {Held(run.CpuShare(0, Last) < CpuLimit)}.");
        table.Notes.Add($"Target: resident memory flat, the last third at most {FlatShare:0 %} or {FlatBytes / MiB:0} MiB above the first: {Held(IsFlat(Thirds(second => second.ResidentBytes)))}.");
        table.Notes.Add($"Target: managed memory flat, by the same bound: {Held(IsFlat(Thirds(second => second.HeapBytes)) && IsFlat((run.Outcome.LiveBytesFirst, run.Outcome.LiveBytesLast)))}.");
        table.Notes.Add($"Target: every interval merged, and all eight histograms and the counts equal to a direct sum of all samples: {Held(IsExact)}.");
        table.Notes.AddRange(run.Outcome.Events.Select(text => $"Event: {text}"));
    }

    private bool IsExact =>
        run.Outcome.Load == run.Direct && run.Outcome.Intervals == plan.Agents * plan.Seconds && run.Outcome.Astray == 0 && run.Seconds.Count == plan.Seconds;

    private MarkdownTable ByMinute()
    {
        var table = new MarkdownTable("Minute by minute", ["Up to second", "CPU, share of one processor", "resident MiB", "managed MiB, garbage included", "full collections"]);
        for (var from = 0; from < Last; from += MinuteSeconds)
        {
            var to = Math.Min(from + MinuteSeconds, Last);
            var of = run.Seconds.Skip(from).Take(to - from).ToList();
            table.Add(
                $"{to + 1}", $"{run.CpuShare(from, to):0.0%}", $"{Median(of, second => second.ResidentBytes) / MiB:0.0}", $"{Median(of, second => second.HeapBytes) / MiB:0.0}",
                $"{run.Seconds[to].FullCollections - run.Seconds[from].FullCollections}");
        }

        table.Notes.Add("Memory is the median of the minute's seconds. Two of the full collections are the benchmark's own, to weigh live memory.");
        return table;
    }

    private (double First, double Last) Thirds(Func<CoordinatorSecond, long> bytes)
    {
        var third = Last / 3;
        return (Median(run.Seconds.Take(third), bytes), Median(run.Seconds.Skip(Last - third).Take(third), bytes));
    }

    private static bool IsFlat((double First, double Last) thirds) => thirds.Last - thirds.First <= Math.Max(FlatBytes, FlatShare * thirds.First);

    private static double Median(IEnumerable<CoordinatorSecond> seconds, Func<CoordinatorSecond, long> bytes) => SampleQuantile.Median([.. seconds.Select(second => (double)bytes(second))]);

    private static string Held(bool isHeld) => isHeld ? "held" : "**missed**";
}
