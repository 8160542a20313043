using System.Diagnostics;
using LoadLab.Benchmarks.Clients;
using LoadLab.Benchmarks.Experiments;
using LoadLab.Benchmarks.Interop;
using LoadLab.Benchmarks.Processes;
using LoadLab.Benchmarks.Reporting;
using LoadLab.Benchmarks.Servers;

namespace LoadLab.Benchmarks.Agents;

/// <summary>One call of <c>agents --part rate</c>: real agents, started by the harness as its users have them started.</summary>
internal sealed class RateSession(Workbench bench, RatePlan plan)
{
    /// <summary>Beyond the load itself, for the starts and ends of all processes.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(60);

    /// <summary>Answers that were under way at the end are counted by then.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(300);

    private readonly ProcessorPair _processors = ProcessorPair.Find();

    public async Task<Report> RunAsync(CancellationToken cancellationToken)
    {
        await using var server = await OwnServer.StartAsync(ServeMinimalVerb.Name, [], _processors.Server, cancellationToken).ConfigureAwait(false);
        var runs = new List<RateRun>();
        for (var repetition = 0; repetition < plan.Repetitions; repetition++)
        {
            var run = await MeasureAsync(server, cancellationToken).ConfigureAwait(false);
            runs.Add(run);
            await bench.Progress.WriteLineAsync($"run {repetition + 1}: {run.Delivered(plan):0.000%} of the plan, {run.Harness.Missed} missed, p50 {run.Harness.Lateness.P50Ms * 1e3:0.0} µs late").ConfigureAwait(false);
        }

        var starts = await new StartSpread(bench, plan).MeasureAsync(server.Url, cancellationToken).ConfigureAwait(false);
        return new RateReport(plan, _processors, runs, starts).Create();
    }

    private async Task<RateRun> MeasureAsync(OwnServer server, CancellationToken cancellationToken)
    {
        var before = await server.CountRequestsAsync(cancellationToken).ConfigureAwait(false);
        var cpuBefore = ChildCpu.Total();
        var watch = new CpuWatch();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(plan.Seconds + RatePlan.WarmUpSeconds) + Grace);
        // On any processor: agents share the server's as well, for there are more of them than processors.
        using var process = ClientProcess.Start(HarnessRun.Call(bench.Repository, plan.Arguments(server.Url)));
        var run = HarnessRun.Require(await EndAsync(process, watch, deadline.Token).ConfigureAwait(false));
        var cpu = ChildCpu.Total() - cpuBefore;
        await Task.Delay(Settling, cancellationToken).ConfigureAwait(false);
        return new RateRun(run, await server.CountRequestsAsync(cancellationToken).ConfigureAwait(false) - before, watch.MedianShare, cpu);
    }

    private static async Task<ClientOutcome> EndAsync(Process process, CpuWatch watch, CancellationToken cancellationToken)
    {
        try
        {
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var error = process.StandardError.ReadToEndAsync(cancellationToken);
            await watch.RunAsync(process, cancellationToken).ConfigureAwait(false);
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            return new ClientOutcome(
                process.ExitCode, await output.ConfigureAwait(false), await error.ConfigureAwait(false), TimeSpan.Zero, TimeSpan.Zero, OthersShare: 0);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }
}
