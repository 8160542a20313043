using System.CommandLine;
using LoadLab.Benchmarks.Cli;
using LoadLab.Benchmarks.Experiments;

namespace LoadLab.Benchmarks.Batching;

/// <summary><c>batching</c>: the target API in batch mode beside itself in individual mode.</summary>
internal sealed class BatchingExperiment : IExperiment
{
    public Command CreateCommand(Workbench bench)
    {
        var scenarios = new Option<string[]>("--scenario") { Description = $"Only this one; may be repeated: {string.Join(", ", BatchingScenario.Names)}.", HelpName = "NAME", DefaultValueFactory = _ => [.. BatchingScenario.Names] };
        var connections = new Option<int>("--connections") { Description = "Keep-alive connections. Default: 64.", DefaultValueFactory = _ => 64 };
        var seconds = SharedOptions.Seconds(5);
        var repetitions = SharedOptions.Repetitions(5);
        var write = SharedOptions.Write();
        scenarios.AcceptOnlyFromAmong([.. BatchingScenario.Names]);
        var command = new Command("batching", "Requests per second, latency and CPU time per request of the target API's batches beside its single requests.")
        {
            scenarios, connections, seconds, repetitions, write,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var plan = new BatchingPlan(parsed.GetValue(scenarios) ?? [], parsed.GetValue(connections), parsed.GetValue(seconds), parsed.GetValue(repetitions));
            var report = await new BatchingSession(bench, plan).RunAsync(cancellationToken).ConfigureAwait(false);
            await bench.PublishAsync(report, parsed.GetValue(write)).ConfigureAwait(false);
        });
        return command;
    }
}
