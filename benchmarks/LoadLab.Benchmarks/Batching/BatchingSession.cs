using LoadLab.Benchmarks.Experiments;
using LoadLab.Benchmarks.Peers;
using LoadLab.Benchmarks.Processes;
using LoadLab.Benchmarks.Reporting;
using LoadLab.Benchmarks.SideBySide;

namespace LoadLab.Benchmarks.Batching;

/// <summary>One call of <c>batching</c>.</summary>
internal sealed class BatchingSession(Workbench bench, BatchingPlan plan)
{
    private const int WarmUpSeconds = 3;

    private readonly ProcessorPair _processors = ProcessorPair.Find();

    public async Task<Report> RunAsync(CancellationToken cancellationToken)
    {
        var report = new Report("Batches beside single requests", Method());
        var scratch = Directory.CreateTempSubdirectory("loadlab-batching-");
        try
        {
            foreach (var scenario in BatchingScenario.All.Where(scenario => plan.Scenarios.Contains(scenario.Name)))
            {
                await AddScenarioAsync(report, scenario, scratch.FullName, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            scratch.Delete(recursive: true);
        }

        return report;
    }

    private string Method() =>
        $"""
        The target API with one worker, one process for each mode, on processor {_processors.Server}; the load comes from the engine on processor {_processors.Client}, {plan.Connections} keep-alive
        connections with one request at a time each. {plan.Repetitions} × {plan.Seconds} s in each mode, interleaved, the order turned by one each time, after it got no faster. Before that, all modes were
        found to give the same answers. *requests/s* and percentiles are medians over the runs, *CPU µs* is the server's user and system time for each request and *model µs* the model's time
        for each request by the server's clock, both the lower quartile over the runs; *the rest* is their difference. *batch* is the mean number of requests in a batch, *fill* that ÷ its limit.
        """;

    /// <summary>A target in each mode, all alive at once so that runs can take turns; one that has nothing to do takes no time.</summary>
    private async Task AddScenarioAsync(Report report, BatchingScenario scenario, string scratch, CancellationToken cancellationToken)
    {
        var bodies = scenario.ReadBodies(bench.Repository);
        var file = Path.Combine(scratch, scenario.Name);
        await File.WriteAllBytesAsync(file, bodies[0], cancellationToken).ConfigureAwait(false);
        List<BatchingTarget> targets = [];
        try
        {
            foreach (var mode in InferenceMode.All)
            {
                targets.Add(await BatchingTarget.StartAsync(bench.Repository.Target, scenario, mode, _processors.Server, cancellationToken).ConfigureAwait(false));
            }

            await CompareAnswersAsync(targets, bodies, cancellationToken).ConfigureAwait(false);
            var runner = new BatchingRunner(bench.Repository, _processors, plan.Connections, file, scenario.ContentType, cancellationToken);
            report.Tables.AddRange(new BatchingTables(scenario, plan.Connections, await MeasureAsync(runner, scenario, targets).ConfigureAwait(false)).Create());
        }
        finally
        {
            foreach (var target in targets)
            {
                await target.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private async Task<IReadOnlyList<BatchingRun>> MeasureAsync(BatchingRunner runner, BatchingScenario scenario, IReadOnlyList<BatchingTarget> targets)
    {
        foreach (var target in targets)
        {
            await WarmUp.RunAsync(async () => (await runner.RunAsync(target, WarmUpSeconds).ConfigureAwait(false)).RequestsPerSecond).ConfigureAwait(false);
        }

        var runs = new List<BatchingRun>();
        for (var repetition = 0; repetition < plan.Repetitions; repetition++)
        {
            foreach (var target in Rotation.Turn(targets, repetition))
            {
                var run = await runner.RunAsync(target, plan.Seconds).ConfigureAwait(false);
                runs.Add(run);
                await bench.Progress.WriteLineAsync($"{scenario.Name,-9} {run.Mode.Name,-19} {run.RequestsPerSecond,8:0} requests/s {run.CpuUs,8:0.0} µs, model {run.Model.ItemUs:0.0} µs").ConfigureAwait(false);
            }
        }

        return runs;
    }

    /// <exception cref="BenchmarkException">They do not do the same work.</exception>
    internal static async Task CompareAnswersAsync(IReadOnlyList<BatchingTarget> targets, IReadOnlyList<byte[]> bodies, CancellationToken cancellationToken)
    {
        var first = await targets[0].AskAsync(bodies, cancellationToken).ConfigureAwait(false);
        foreach (var target in targets.Skip(1))
        {
            var answers = await target.AskAsync(bodies, cancellationToken).ConfigureAwait(false);
            for (var i = 0; i < bodies.Count; i++)
            {
                if (AnswerComparison.FindDifference(first[i], answers[i]) is { } place)
                {
                    throw new BenchmarkException(ExitCode.ExperimentFailed, $"{target.Mode.Name}: another {place} than {targets[0].Mode.Name} for request {i} of {bodies.Count}: they cannot be compared.");
                }
            }
        }
    }
}
