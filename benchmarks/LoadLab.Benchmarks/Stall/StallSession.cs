using LoadLab.Benchmarks.Clients;
using LoadLab.Benchmarks.Experiments;
using LoadLab.Benchmarks.Processes;
using LoadLab.Benchmarks.Reporting;
using LoadLab.Benchmarks.Servers;
using LoadLab.Benchmarks.SideBySide;
using LoadLab.Benchmarks.Statistics;

namespace LoadLab.Benchmarks.Stall;

/// <summary>One call of <c>stall</c>.</summary>
internal sealed class StallSession(Workbench bench, StallPlan plan)
{
    private const string OpenWay = "engine, response time";
    private const string CappedWay = "engine, response time, 64 connections";
    private const string ActualSendWay = "timed from the actual send, 64 connections";
    private const string ClosedWay = "wrk, closed loop of 64 connections";
    private const int Connections = 64;

    /// <summary>Whole seconds, so that the measured part begins where a second of the server's schedule does and no stall is cut.</summary>
    private const int WarmUpSeconds = 2;

    private const int Attempts = 3;

    private const double TargetError = 0.02;

    private readonly ProcessorPair _processors = ProcessorPair.Find();

    public async Task<Report> RunAsync(CancellationToken cancellationToken)
    {
        var report = new Report("A target that stands still", Method());
        foreach (var stepMs in new[] { plan.StepMs, 0 }.Distinct())
        {
            var runs = new List<StallRun>();
            for (var repetition = 0; repetition < plan.Repetitions; repetition++)
            {
                runs.AddRange(await MeasureAsync(report, stepMs, cancellationToken).ConfigureAwait(false));
            }

            report.Tables.Add(Tabulate(stepMs, runs));
        }

        return report;
    }

    private string Method() =>
        $"""
        A server on processor {_processors.Server} that stands still from the 400th millisecond of each second for {plan.StallMs} ms, and clients on processor {_processors.Client}:
        {plan.Repetitions} runs of {plan.Seconds} s each, at {plan.Rate:#,0} even arrivals a second after {WarmUpSeconds} s of warm-up. *Computed* is what those arrivals must have waited:
        from their places in the schedule to the answers in the server's own log (monotonic clock), in order. The stepwise server answers only at multiples
        of {plan.StepMs} ms, so that the schedule decides the middle of the distribution too.
        """;

    private async Task<IReadOnlyList<StallRun>> MeasureAsync(Report report, int stepMs, CancellationToken cancellationToken)
    {
        var (open, computed) = await RunEngineAsync(stepMs, [], cancellationToken).ConfigureAwait(false);
        List<StallRun> runs = [new(OpenWay, open.ResponseTime, computed)];
        if (stepMs == 0)
        {
            // Between steps so few connections would carry less than the arrivals, and tell of that instead.
            var (capped, _) = await RunEngineAsync(stepMs, ["--connections", $"{Connections}"], cancellationToken).ConfigureAwait(false);
            runs.AddRange([new(CappedWay, capped.ResponseTime, null), new(ActualSendWay, capped.ServiceTime, null)]);
        }

        if (await RunWrkAsync(report, stepMs, cancellationToken).ConfigureAwait(false) is { } wrk)
        {
            runs.Add(new StallRun(ClosedWay, new Percentiles(null, wrk.P50Ms, wrk.P90Ms, null, wrk.P99Ms, null, null), null));
        }

        foreach (var run in runs)
        {
            await bench.Progress.WriteLineAsync($"step {stepMs} ms: {run.Way}: p50 {run.Told.P50Ms:0.00} ({run.Computed?.P50Ms:0.00}), p90 {run.Told.P90Ms:0.0} ({run.Computed?.P90Ms:0.0}) ms").ConfigureAwait(false);
        }

        return runs;
    }

    private Task<OwnServer> StartServerAsync(int stepMs, CancellationToken cancellationToken) => OwnServer.StartAsync(
        ServeStepwiseVerb.Name, [ServeStepwiseVerb.StepOption, $"{stepMs}", ServeStepwiseVerb.StallOption, $"{plan.StallMs}"], _processors.Server, cancellationToken);

    /// <summary>Again where the machine kept the engine from sending every arrival: their queue cannot be computed without them.</summary>
    private async Task<(HarnessRun Run, Percentiles Computed)> RunEngineAsync(int stepMs, IReadOnlyList<string> more, CancellationToken cancellationToken)
    {
        var called = plan.Rate * (plan.Seconds + WarmUpSeconds);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var (run, account) = await TryEngineAsync(stepMs, more, cancellationToken).ConfigureAwait(false);
            if (account.Requests == called)
            {
                return (run, Compute(account));
            }

            await bench.Progress.WriteLineAsync($"step {stepMs} ms: the server counted {account.Requests:#,0} of {called:#,0} arrivals; not used").ConfigureAwait(false);
        }

        throw new BenchmarkException(ExitCode.ExperimentFailed, $"In {Attempts} runs the machine was too busy to send {plan.Rate:#,0} arrivals a second: end what else it does, or ask for fewer with --rate.");
    }

    private async Task<(HarnessRun Run, ServerAccount Account)> TryEngineAsync(int stepMs, IReadOnlyList<string> more, CancellationToken cancellationToken)
    {
        await using var server = await StartServerAsync(stepMs, cancellationToken).ConfigureAwait(false);
        List<string> arguments = ["--url", server.Url.ToString(), "--simulation", $"inject:rate={plan.Rate},during={plan.Seconds}s", "--warm-up", $"{WarmUpSeconds}s", .. more];
        var calls = new CountedCall(server, _processors.Client, cancellationToken);
        var (outcome, _) = await calls.RunAsync(HarnessRun.Call(bench.Repository, arguments), TimeSpan.FromSeconds(plan.Seconds + WarmUpSeconds)).ConfigureAwait(false);
        return (HarnessRun.Require(outcome), await server.ReadAccountAsync(cancellationToken).ConfigureAwait(false));
    }

    private Percentiles Compute(ServerAccount account)
    {
        var waits = ServedQueue.Waits(account.AnsweredNs, plan.Rate, skipped: plan.Rate * WarmUpSeconds);
        double At(double percentile) => ServedQueue.Percentile(waits, percentile) / 1e6;
        return new Percentiles(waits.Average() / 1e6, At(50), At(90), At(95), At(99), At(99.9), waits.Max() / 1e6);
    }

    private async Task<ClientReport?> RunWrkAsync(Report report, int stepMs, CancellationToken cancellationToken)
    {
        var wrk = new WrkClient();
        if ((await wrk.FindAsync().ConfigureAwait(false)).Missing is { } missing)
        {
            AddOnce(report.LeftOut, $"{wrk.Name}: {missing}");
            return null;
        }

        await using var server = await StartServerAsync(stepMs, cancellationToken).ConfigureAwait(false);
        var runner = new ClientRunner(new CountedCall(server, _processors.Client, cancellationToken));
        try
        {
            return (await runner.RunAsync(wrk, new ClientJob(server.Url, null, Connections, plan.Seconds, "")).ConfigureAwait(false)).Report;
        }
        catch (ClientFailedException e)
        {
            AddOnce(report.LeftOut, $"{wrk.Name} failed: {e.Message}");
            return null;
        }
    }

    private static void AddOnce(List<string> lines, string line)
    {
        if (!lines.Contains(line))
        {
            lines.Add(line);
        }
    }

    private static MarkdownTable Tabulate(int stepMs, IReadOnlyList<StallRun> runs)
    {
        var title = stepMs > 0 ? $"Stepwise server, steps of {stepMs} ms" : "A server that answers at once between its stalls";
        var table = new MarkdownTable(title, ["Way", "p50 ms", "p90 ms", "p99 ms", "p99.9 ms"]);
        var byWay = runs.ToLookup(run => run.Way);
        AddRow(table, "computed from the server's log", [.. byWay[OpenWay].Select(run => run.Computed!)]);
        foreach (var way in byWay)
        {
            AddRow(table, way.Key, [.. way.Select(run => run.Told)]);
        }

        AddTarget(table, stepMs, [.. byWay[OpenWay]]);
        return table;
    }

    private static void AddRow(MarkdownTable table, string way, IReadOnlyCollection<Percentiles> runs)
    {
        string Median(Func<Percentiles, double?> figure) =>
            runs.Select(figure).OfType<double>().ToList() is { Count: > 0 } told ? $"{SampleQuantile.Median(told):0.00}" : "not told";
        table.Add(way, Median(run => run.P50Ms), Median(run => run.P90Ms), Median(run => run.P99Ms), Median(run => run.P999Ms));
    }

    private static void AddTarget(MarkdownTable table, int stepMs, IReadOnlyList<StallRun> runs)
    {
        // Between stalls an immediate answer takes what the network takes, which no schedule knows.
        List<(string Name, Func<Percentiles, double?> Figure)> figures = [("p90", run => run.P90Ms), ("p99", run => run.P99Ms), ("p99.9", run => run.P999Ms)];
        if (stepMs > 0)
        {
            figures.Insert(0, ("p50", run => run.P50Ms));
        }

        var errors = figures.Select(figure => (figure.Name, Error: SampleQuantile.Median([.. runs.Select(run => (figure.Figure(run.Told)!.Value / figure.Figure(run.Computed!)!.Value) - 1)]))).ToList();
        var held = errors.TrueForAll(error => Math.Abs(error.Error) <= TargetError);
        table.Notes.Add($"Target: response times of the engine within 2 % of those computed for the same run: {(held ? "held" : "**missed**")} (median of the runs: {string.Join(", ", errors.Select(error => $"{error.Name} {error.Error:+0.00%;-0.00%}"))}).");
    }
}
