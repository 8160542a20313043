using System.CommandLine;
using LoadLab.Benchmarks.Cli;
using LoadLab.Benchmarks.Experiments;

namespace LoadLab.Benchmarks.Stall;

/// <summary><c>stall</c>: whether a load tells what users wait while the target stands still.</summary>
internal sealed class StallExperiment : IExperiment
{
    public Command CreateCommand(Workbench bench)
    {
        var rate = new Option<int>("--rate") { Description = "Arrivals per second. Default: 5000.", HelpName = "N", DefaultValueFactory = _ => 5_000 };
        var step = new Option<int>("--step-ms") { Description = "The stepwise server answers at multiples of this. Default: 10.", HelpName = "N", DefaultValueFactory = _ => 10 };
        var stall = new Option<int>("--stall-ms") { Description = "It stands still for so long each second. Default: 200.", HelpName = "N", DefaultValueFactory = _ => 200 };
        var seconds = SharedOptions.Seconds(10);
        var repetitions = SharedOptions.Repetitions(3);
        var write = SharedOptions.Write();
        var command = new Command("stall", "Response times while the server stands still for 200 ms of each second, against those computed from its log.")
        {
            rate, step, stall, seconds, repetitions, write,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var plan = new StallPlan(parsed.GetValue(rate), parsed.GetValue(step), parsed.GetValue(stall), parsed.GetValue(seconds), parsed.GetValue(repetitions));
            await bench.PublishAsync(await new StallSession(bench, plan).RunAsync(cancellationToken).ConfigureAwait(false), parsed.GetValue(write)).ConfigureAwait(false);
        });
        return command;
    }
}
