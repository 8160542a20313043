using System.CommandLine;
using LoadLab.Benchmarks.Cli;
using LoadLab.Benchmarks.Experiments;

namespace LoadLab.Benchmarks.SelfCheck;

/// <summary><c>self-check</c>: does the verdict turn before the p99 has moved, and does it leave an idle machine alone?</summary>
internal sealed class SelfCheckExperiment : IExperiment
{
    private const int Runs = 5;
    private const int IdleRuns = 20;

    public Command CreateCommand(Workbench bench)
    {
        var idle = new Option<bool>("--idle") { Description = $"No busy process: {IdleRuns} runs of each load unless --repetitions says otherwise, and their verdicts. Nothing else must run." };
        var levels = new Option<int[]>("--level") { Description = "Percent of a processor that the busy process takes; may be repeated. Default: 1, 2, 5, 10, 20, 50, 100.", HelpName = "PERCENT", DefaultValueFactory = _ => [1, 2, 5, 10, 20, 50, 100] };
        var loads = new Option<string[]>("--load") { Description = $"Only this one; may be repeated: {string.Join(", ", CheckedLoad.Names)}.", HelpName = "NAME", DefaultValueFactory = _ => [.. CheckedLoad.Names] };
        var onTarget = new Option<bool>("--on-target") { Description = "Put the busy process on the target's processor: what other work on the machine does to a result." };
        var period = new Option<int>("--period") { Description = "Burst and pause of the busy process together, in ms. Default: 20.", HelpName = "MS", DefaultValueFactory = _ => 20 };
        var transport = new Option<string?>("--transport") { Description = "Transport by name. Default: the best that works here.", HelpName = "NAME" };
        var seconds = SharedOptions.Seconds(5);
        var repetitions = SharedOptions.Repetitions(Runs);
        var write = SharedOptions.Write();
        loads.AcceptOnlyFromAmong([.. CheckedLoad.Names]);
        Bound(levels, 1, 100);
        Bound(period, 1, 1000);
        var command = new Command("self-check", "What the engine says of itself when another process takes part of its processor.") { idle, levels, loads, onTarget, period, transport, seconds, repetitions, write };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var isIdle = parsed.GetValue(idle);
            var runs = isIdle && parsed.GetResult(repetitions) is not { Implicit: false } ? IdleRuns : parsed.GetValue(repetitions);
            var plan = new SelfCheckPlan(
                parsed.GetValue(loads) ?? [], isIdle ? [] : [.. (parsed.GetValue(levels) ?? []).Distinct().Order()], parsed.GetValue(onTarget),
                parsed.GetValue(period), parsed.GetValue(seconds), runs, parsed.GetValue(transport));
            var report = await new SelfCheckSession(bench, plan).RunAsync(cancellationToken).ConfigureAwait(false);
            await bench.PublishAsync(report, parsed.GetValue(write)).ConfigureAwait(false);
        });
        return command;
    }

    private static void Bound(Option option, int least, int most) => option.Validators.Add(result =>
    {
        foreach (var token in result.Tokens)
        {
            if (int.TryParse(token.Value, out var value) && (value < least || value > most))
            {
                result.AddError($"{option.Name}: {value} is not within {least} to {most}.");
            }
        }
    });
}
