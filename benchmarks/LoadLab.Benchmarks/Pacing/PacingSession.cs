using LoadLab.Benchmarks.Clients;
using LoadLab.Benchmarks.Experiments;
using LoadLab.Benchmarks.Processes;
using LoadLab.Benchmarks.Reporting;
using LoadLab.Benchmarks.Servers;
using LoadLab.Benchmarks.SideBySide;
using LoadLab.Benchmarks.Statistics;

namespace LoadLab.Benchmarks.Pacing;

/// <summary>One call of <c>pacing</c>.</summary>
internal sealed class PacingSession(Workbench bench, IReadOnlyList<int> rates, int seconds, int repetitions)
{
    private const string PacingOption = "--pacing";

    /// <summary>At the rate that follows, so that compiling the hot path makes no arrival of the measured part late.</summary>
    private const int WarmUpSeconds = 2;

    /// <summary>Divides every standard rate, because some tools take whole rates for each connection.</summary>
    private const int ToolConnections = 50;

    private const double TargetRate = 5_000;

    private readonly ProcessorPair _processors = ProcessorPair.Find();

    public async Task<Report> RunAsync(CancellationToken cancellationToken)
    {
        var report = new Report("Pacing", Method());
        await using var server = await OwnServer.StartAsync(ServeMinimalVerb.Name, [], _processors.Server, cancellationToken).ConfigureAwait(false);
        var calls = new CountedCall(server, _processors.Client, cancellationToken);
        report.Tables.Add(await MeasureEngineAsync(calls, server.Url).ConfigureAwait(false));
        report.Tables.Add(await MeasureToolsAsync(report, calls, server.Url).ConfigureAwait(false));
        return report;
    }

    private string Method() =>
        $"""
        Open load, even arrivals, against the minimal server on processor {_processors.Server}; the client on processor {_processors.Client}. {repetitions} runs of
        {seconds} s of the engine at each rate after {WarmUpSeconds} s of warm-up, interleaved. *Lateness* is actual − intended send: each figure is the median
        of the runs' percentiles. *Delivered* is what the server counted ÷ what was called for, in the run that was furthest off.
        """;

    private async Task<MarkdownTable> MeasureEngineAsync(CountedCall calls, Uri url)
    {
        var modes = await HarnessRun.KnowsAsync(bench.Repository, PacingOption).ConfigureAwait(false) ? new[] { "precise", "frugal" } : [""];
        List<(int Rate, string Mode)> cells = [.. from rate in rates from mode in modes select (rate, mode)];
        var runs = new List<((int Rate, string Mode) Cell, PacedRun Run)>();
        for (var repetition = 0; repetition < repetitions; repetition++)
        {
            foreach (var cell in Rotation.Turn(cells, repetition))
            {
                runs.Add((cell, await RunEngineAsync(calls, url, cell.Rate, cell.Mode).ConfigureAwait(false)));
            }
        }

        return Tabulate(cells, runs.ToLookup(run => run.Cell, run => run.Run));
    }

    private async Task<PacedRun> RunEngineAsync(CountedCall calls, Uri url, int rate, string mode)
    {
        List<string> arguments = ["--url", url.ToString(), "--simulation", $"inject:rate={rate},during={seconds}s", "--warm-up", $"{WarmUpSeconds}s"];
        arguments.AddRange(mode.Length > 0 ? [PacingOption, mode] : []);
        var (outcome, served) = await calls.RunAsync(HarnessRun.Call(bench.Repository, arguments), TimeSpan.FromSeconds(seconds + WarmUpSeconds)).ConfigureAwait(false);
        var run = new PacedRun((double)served / rate / (seconds + WarmUpSeconds), HarnessRun.Require(outcome));
        await bench.Progress.WriteLineAsync($"{rate,6}/s {mode,-8} p50 {Microseconds(run.Harness.Lateness.P50Ms)} µs late, {run.Delivered:0.000%} delivered").ConfigureAwait(false);
        return run;
    }

    private static MarkdownTable Tabulate(IEnumerable<(int Rate, string Mode)> cells, ILookup<(int Rate, string Mode), PacedRun> runs)
    {
        var table = new MarkdownTable("The engine", ["Rate", "pacing", "late p50 µs", "p99 µs", "p99.9 µs", "delivered", "missed", "loop CPU", "verdicts"]);
        foreach (var cell in cells)
        {
            List<PacedRun> of = [.. runs[cell]];
            table.Add(
                $"{cell.Rate:#,0}/s", cell.Mode, Late(of, run => run.P50Ms), Late(of, run => run.P99Ms), Late(of, run => run.P999Ms), $"{FurthestOff(of):0.000%}",
                $"{of.Sum(run => run.Harness.Missed)}", $"{SampleQuantile.Median([.. of.Select(run => run.Harness.LoopCpuShare)]):0.0%}", Verdicts(of));
        }

        AddTarget(table, runs);
        return table;
    }

    private static void AddTarget(MarkdownTable table, ILookup<(int Rate, string Mode), PacedRun> runs)
    {
        foreach (var of in runs.Where(group => group.Key.Rate == TargetRate && group.Key.Mode != "frugal"))
        {
            var (p50, p99) = (MedianUs([.. of], run => run.P50Ms), MedianUs([.. of], run => run.P99Ms));
            table.Notes.Add($"Target at 5,000/s: p50 at most 1 µs and p99 at most 50 µs: {(p50 <= 1 && p99 <= 50 ? "held" : "**missed**")} with {p50:0.00} µs and {p99:0.0} µs.");
        }

        var worst = runs.Max(group => Math.Abs(FurthestOff([.. group]) - 1));
        table.Notes.Add($"Target: delivered within 0.1 % at every rate: {(worst <= 0.001 ? "held" : "**missed**")}, furthest off by {worst:0.000%}.");
    }

    private async Task<MarkdownTable> MeasureToolsAsync(Report report, CountedCall calls, Uri url)
    {
        var table = new MarkdownTable("Public tools asked for the same rates: delivered, by the server's count", ["Tool", .. rates.Select(rate => $"{rate:#,0}/s")]);
        var scratch = Directory.CreateTempSubdirectory("loadlab-pacing-");
        foreach (var create in new Func<int, ILoadClient>[] { rate => new H2LoadClient(rate), rate => new HeyClient(rate), rate => new LocustClient(rate) })
        {
            var (name, availability) = (create(rates[0]).Name, await create(rates[0]).FindAsync().ConfigureAwait(false));
            report.LeftOut.Add($"{name}: {availability.Missing ?? availability.Version}");
            if (availability.Missing is null)
            {
                table.Add([name, .. await MeasureToolAsync(create, new ClientRunner(calls), new ClientJob(url, null, ToolConnections, seconds, scratch.FullName)).ConfigureAwait(false)]);
            }
        }

        scratch.Delete(recursive: true);
        table.Notes.Add($"One run of {seconds} s each over {ToolConnections} connections. Each of them paces connection by connection, and none reports how late a request was sent.");
        return table;
    }

    private async Task<IReadOnlyList<string>> MeasureToolAsync(Func<int, ILoadClient> create, ClientRunner runner, ClientJob job)
    {
        var cells = new List<string>();
        foreach (var rate in rates)
        {
            try
            {
                var run = await runner.RunAsync(create(rate), job).ConfigureAwait(false);
                cells.Add($"{run.RequestsPerSecond / rate:0.0%}");
            }
            catch (ClientFailedException e)
            {
                cells.Add($"failed: {e.Message}");
            }

            await bench.Progress.WriteLineAsync($"{rate,6}/s {create(rate).Name,-26} {cells[^1]}").ConfigureAwait(false);
        }

        return cells;
    }

    private static double FurthestOff(IReadOnlyCollection<PacedRun> runs) => runs.MaxBy(run => Math.Abs(run.Delivered - 1))!.Delivered;

    private static string Verdicts(IEnumerable<PacedRun> runs) =>
        string.Join(", ", runs.GroupBy(run => run.Harness.Verdict).OrderBy(group => group.Key).Select(group => $"{group.Count()} {group.Key}"));

    private static string Late(IReadOnlyCollection<PacedRun> runs, Func<Percentiles, double?> percentile) => $"{MedianUs(runs, percentile):0.00}";

    private static double MedianUs(IReadOnlyCollection<PacedRun> runs, Func<Percentiles, double?> percentile) =>
        SampleQuantile.Median([.. runs.Select(run => percentile(run.Harness.Lateness) * 1000).OfType<double>()]);

    private static string Microseconds(double? milliseconds) => $"{milliseconds * 1000:0.0}";
}
