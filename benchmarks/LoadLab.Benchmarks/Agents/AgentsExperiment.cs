using System.CommandLine;
using LoadLab.Benchmarks.Cli;
using LoadLab.Benchmarks.Experiments;
using LoadLab.Benchmarks.Reporting;

namespace LoadLab.Benchmarks.Agents;

/// <summary><c>agents</c>: whether agents make the load that was planned, and what many of them cost the process that coordinates them.</summary>
internal sealed class AgentsExperiment : IExperiment
{
    private const string RatePart = "rate";
    private const string CoordinatorPart = "coordinator";
    private const string Frugal = "frugal";
    private const string Precise = "precise";

    public Command CreateCommand(Workbench bench)
    {
        var part = new Option<string>("--part") { Description = $"{RatePart}: real agents and the load they deliver; {CoordinatorPart}: CPU and memory of the coordinator of pretended ones. Default: {RatePart}.", HelpName = "NAME", DefaultValueFactory = _ => RatePart };
        part.AcceptOnlyFromAmong(RatePart, CoordinatorPart);
        var agents = new Option<int?>("--agents") { Description = $"How many. Default: 8 ({RatePart}), 100 ({CoordinatorPart}).", HelpName = "N" };
        var rate = new Option<int>("--rate") { Description = $"{RatePart}: requests a second of all agents together. Default: 8000.", HelpName = "N", DefaultValueFactory = _ => 8_000 };
        var pacing = new Option<string>("--pacing") { Description = $"{RatePart}: {Frugal} or {Precise}. Default: {Frugal}, as agents that spin would share processors.", HelpName = "MODE", DefaultValueFactory = _ => Frugal };
        pacing.AcceptOnlyFromAmong(Frugal, Precise);
        var seconds = new Option<int?>("--seconds") { Description = $"Length of one run in seconds. Default: 10 ({RatePart}), 600 ({CoordinatorPart}).", HelpName = "N" };
        var repetitions = SharedOptions.Repetitions(5);
        var write = SharedOptions.Write();
        var command = new Command("agents", "Several agents make one load: is it the plan's, and what does coordinating them cost?") { part, agents, rate, pacing, seconds, repetitions, write };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            Task<Report> running = parsed.GetValue(part) == RatePart
                ? new RateSession(bench, ToRatePlan(parsed.GetValue(agents), parsed.GetValue(rate), parsed.GetValue(seconds), parsed.GetValue(repetitions), parsed.GetValue(pacing)!)).RunAsync(cancellationToken)
                : new CoordinatorSession(bench, ToCrowdPlan(parsed.GetValue(agents), parsed.GetValue(seconds))).RunAsync(cancellationToken);
            await bench.PublishAsync(await running.ConfigureAwait(false), parsed.GetValue(write)).ConfigureAwait(false);
        });
        return command;
    }

    private static RatePlan ToRatePlan(int? agents, int rate, int? seconds, int repetitions, string pacing) =>
        new(Within("--agents", agents ?? 8, 1), Within("--rate", rate, 1), Within("--seconds", seconds ?? 10, 1), repetitions, pacing);

    private static CrowdPlan ToCrowdPlan(int? agents, int? seconds) =>
        new(Within("--agents", agents ?? 100, 1), Within("--seconds", seconds ?? 600, CrowdPlan.LeastSeconds));

    private static int Within(string option, int value, int least) =>
        value >= least ? value : throw new BenchmarkException(ExitCode.Usage, $"{option}: {value} is too few, at least {least} is needed.");
}
