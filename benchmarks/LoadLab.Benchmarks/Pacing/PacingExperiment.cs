using System.CommandLine;
using LoadLab.Benchmarks.Cli;
using LoadLab.Benchmarks.Experiments;

namespace LoadLab.Benchmarks.Pacing;

/// <summary><c>pacing</c>: how punctual an open load is, and whether all of it is delivered.</summary>
internal sealed class PacingExperiment : IExperiment
{
    private static readonly int[] StandardRates = [1_000, 2_000, 5_000, 10_000, 20_000];

    public Command CreateCommand(Workbench bench)
    {
        var rates = new Option<int[]>("--rate") { Description = $"Requests per second; may be repeated. Default: {string.Join(", ", StandardRates)}.", HelpName = "N", DefaultValueFactory = _ => StandardRates };
        var seconds = SharedOptions.Seconds(10);
        var repetitions = SharedOptions.Repetitions(5);
        var write = SharedOptions.Write();
        var command = new Command("pacing", "Lateness of an open load and its delivered rate, counted at the server, beside tools that can pace.") { rates, seconds, repetitions, write };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var session = new PacingSession(bench, parsed.GetValue(rates) ?? [], parsed.GetValue(seconds), parsed.GetValue(repetitions));
            await bench.PublishAsync(await session.RunAsync(cancellationToken).ConfigureAwait(false), parsed.GetValue(write)).ConfigureAwait(false);
        });
        return command;
    }
}
