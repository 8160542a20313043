using LoadLab.Benchmarks.Experiments;
using LoadLab.Benchmarks.Processes;
using LoadLab.Benchmarks.Reporting;
using LoadLab.Benchmarks.Servers;
using LoadLab.Benchmarks.SideBySide;
using LoadLab.Engine;
using LoadLab.Engine.Http;

namespace LoadLab.Benchmarks.SelfCheck;

/// <summary>One call of <c>self-check</c>.</summary>
internal sealed class SelfCheckSession(Workbench bench, SelfCheckPlan plan)
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);

    private readonly ProcessorPair _processors = ProcessorPair.Find();

    /// <exception cref="BenchmarkException">The server or the busy process does not start, or the load cannot be made.</exception>
    public async Task<Report> RunAsync(CancellationToken cancellationToken)
    {
        var loads = new List<ServedLoad>();
        try
        {
            foreach (var load in CheckedLoad.All.Where(load => plan.Loads.Contains(load.Name)))
            {
                loads.Add(new ServedLoad(load, await OwnServer.StartAsync(load.ServerVerb, load.ServerArguments, _processors.Server, cancellationToken).ConfigureAwait(false)));
            }

            return await ReportAsync(loads, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            foreach (var load in loads)
            {
                await load.Server.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private async Task<Report> ReportAsync(IReadOnlyList<ServedLoad> loads, CancellationToken cancellationToken)
    {
        foreach (var load in loads)
        {
            // Compiles what the runs will use. Discarded.
            await MeasureAsync(load, cancellationToken).ConfigureAwait(false);
        }

        var runs = await MeasureAllAsync(loads, cancellationToken).ConfigureAwait(false);
        var report = new Report("Self-check of the load engine", Method());
        report.Tables.AddRange(plan.Levels.Count == 0 ? IdleTables.Create(runs) : BusyTables.Create(runs));
        return report;
    }

    private string Method() =>
        $"""
        Server on processor {_processors.Server}, the engine's one loop on processor {_processors.Client}, {plan.Seconds} s measured after {WarmUp.TotalSeconds:0} s of warm-up, {plan.Repetitions} runs of each,
        interleaved, the order turned by one each time. {(plan.Levels.Count == 0
            ? "Nothing else was started. *moved* is how far the p99 is above the lowest of the same load: where it is not near zero, the machine was not idle, and a doubt is no false alarm. *run delay* is the kernel's own count of the time in which the loop could run and another had its processor; what *stood still* has beyond it is the host's doing."
            : $"A busy process on processor {Occupied} computes for a share of every {plan.PeriodMs} ms and sleeps for the rest.")}
        """;

    private int Occupied => plan.IsOnTarget ? _processors.Server : _processors.Client;

    private async Task<IReadOnlyList<CheckedRun>> MeasureAllAsync(IReadOnlyList<ServedLoad> loads, CancellationToken cancellationToken)
    {
        var runs = new List<CheckedRun>();
        for (var repetition = 0; repetition < plan.Repetitions; repetition++)
        {
            foreach (var load in loads)
            {
                foreach (var level in Rotation.Turn(plan.AllLevels, repetition))
                {
                    var result = await MeasureBesideAsync(load, level, cancellationToken).ConfigureAwait(false);
                    var run = new CheckedRun(load.Load, level, repetition, result);
                    runs.Add(run);
                    await bench.Progress.WriteLineAsync($"{load.Load.Name,-8} {level,3} % busy  p99 {run.P99Us,8:0} µs  {result.Validity.Verdict}").ConfigureAwait(false);
                }
            }
        }

        return runs;
    }

    private async Task<LoadResult> MeasureBesideAsync(ServedLoad load, int level, CancellationToken cancellationToken)
    {
        if (level == SelfCheckPlan.Idle)
        {
            return await MeasureAsync(load, cancellationToken).ConfigureAwait(false);
        }

        var call = ProgramCall.DotNet(Repository.Self, [KeepBusyVerb.Name, "--percent", $"{level}", "--period-ms", $"{plan.PeriodMs}"]);
        await using var busy = await ServerProcess.StartAsync(call, Occupied, cancellationToken).ConfigureAwait(false);
        return await MeasureAsync(load, cancellationToken).ConfigureAwait(false);
    }

    private async Task<LoadResult> MeasureAsync(ServedLoad served, CancellationToken cancellationToken)
    {
        var (load, url) = (served.Load, served.Server.Url);
        var http = new HttpLoad
        {
            Targets = [new Uri(url.GetLeftPart(UriPartial.Authority))],
            Requests = [new HttpRequestTemplate { Path = url.AbsolutePath }],
            Simulations = [load.Stage(TimeSpan.FromSeconds(plan.Seconds))],
            ThinkTime = load.Think,
            WarmUp = WarmUp,
            Options = new EngineOptions { Processors = [_processors.Client], Transport = plan.Transport },
        };
        try
        {
            var result = await new HttpLoadEngine(bench.Time).RunAsync(http, observer: null, cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            return result;
        }
        catch (Exception e) when (e is LoadSetupException or ArgumentException)
        {
            throw new BenchmarkException(ExitCode.ExperimentFailed, e.Message);
        }
    }
}
