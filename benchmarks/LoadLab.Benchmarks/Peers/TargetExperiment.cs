using System.CommandLine;
using LoadLab.Benchmarks.Cli;
using LoadLab.Benchmarks.Experiments;

namespace LoadLab.Benchmarks.Peers;

/// <summary><c>target</c>: the target API beside a bare Kestrel and the workshops' stack.</summary>
internal sealed class TargetExperiment : IExperiment
{
    public Command CreateCommand(Workbench bench)
    {
        var scenarios = new Option<string[]>("--scenario") { Description = $"Only this one; may be repeated: {string.Join(", ", PeerEndpoint.Names)}.", HelpName = "NAME", DefaultValueFactory = _ => [.. PeerEndpoint.Names] };
        var connections = new Option<int>("--connections") { Description = "Keep-alive connections. Default: 64.", DefaultValueFactory = _ => 64 };
        var seconds = SharedOptions.Seconds(10);
        var repetitions = SharedOptions.Repetitions(7);
        var write = SharedOptions.Write();
        scenarios.AcceptOnlyFromAmong([.. PeerEndpoint.Names]);
        var command = new Command("target", "Requests per second and CPU time per request of the target API beside a bare Kestrel and FastAPI with scikit-learn.")
        {
            scenarios, connections, seconds, repetitions, write,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var plan = new PeersPlan(parsed.GetValue(scenarios) ?? [], parsed.GetValue(connections), parsed.GetValue(seconds), parsed.GetValue(repetitions));
            var report = await new PeersSession(bench, plan).RunAsync(cancellationToken).ConfigureAwait(false);
            await bench.PublishAsync(report, parsed.GetValue(write)).ConfigureAwait(false);
        });
        return command;
    }
}
