using System.CommandLine;
using LoadLab.Benchmarks.Cli;
using LoadLab.Benchmarks.Experiments;

namespace LoadLab.Benchmarks.SideBySide;

/// <summary><c>clients</c>: CPU time per request of the engine and of public tools under the same closed load.</summary>
internal sealed class SideBySideExperiment : IExperiment
{
    public Command CreateCommand(Workbench bench)
    {
        var scenarios = new Option<string[]>("--scenario") { Description = $"Only this one; may be repeated: {string.Join(", ", LoadCase.Names)}.", HelpName = "NAME", DefaultValueFactory = _ => [.. LoadCase.Names] };
        var clients = new Option<string[]>("--client") { Description = "Only clients whose name begins so; may be repeated. wrk is always run: it is the yardstick.", HelpName = "NAME", DefaultValueFactory = _ => [] };
        var connections = new Option<int>("--connections") { Description = "Keep-alive connections. Default: 64.", DefaultValueFactory = _ => 64 };
        var seconds = SharedOptions.Seconds(20);
        var repetitions = SharedOptions.Repetitions(5);
        var write = SharedOptions.Write();
        scenarios.AcceptOnlyFromAmong([.. LoadCase.Names]);
        var command = new Command("clients", "CPU time per request of the engine beside wrk, h2load, hey, autocannon, Locust and HttpClient.")
        {
            scenarios, clients, connections, seconds, repetitions, write,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var plan = new SideBySidePlan(
                parsed.GetValue(scenarios) ?? [], parsed.GetValue(clients) ?? [], parsed.GetValue(connections), parsed.GetValue(seconds), parsed.GetValue(repetitions));
            var report = await new SideBySideSession(bench, plan).RunAsync(cancellationToken).ConfigureAwait(false);
            await bench.PublishAsync(report, parsed.GetValue(write)).ConfigureAwait(false);
        });
        return command;
    }
}
