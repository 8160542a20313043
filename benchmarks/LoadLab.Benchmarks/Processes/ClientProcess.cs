using System.ComponentModel;
using System.Diagnostics;
using LoadLab.Benchmarks.Interop;

namespace LoadLab.Benchmarks.Processes;

/// <summary>Runs a client to its end. One at a time: its CPU time is told apart by nothing else ending meanwhile.</summary>
internal static class ClientProcess
{
    /// <exception cref="BenchmarkException">It cannot be started, or takes longer than <paramref name="limit"/>.</exception>
    public static async Task<ClientOutcome> RunAsync(ProgramCall call, int processor, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(limit);
        var cpuBefore = ChildCpu.Total();
        var othersBefore = ProcessorTime.Read(processor);
        var clock = Stopwatch.StartNew();
        using var process = Start(call.On(processor));
        try
        {
            var (output, error) = await ReadAsync(process, deadline.Token).ConfigureAwait(false);
            var elapsed = clock.Elapsed;
            var cpu = ChildCpu.Total() - cpuBefore;
            var others = ProcessorTime.Read(processor) - othersBefore - cpu;
            return new ClientOutcome(process.ExitCode, output, error, cpu, elapsed, Math.Max(0, others / elapsed));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new BenchmarkException(ExitCode.ExperimentFailed, $"{call.Program} was still running after {limit.TotalSeconds:0} s and was ended.");
        }
    }

    internal static Process Start(ProgramCall call)
    {
        var start = new ProcessStartInfo(call.Program, call.Arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var (name, value) in call.Environment)
        {
            start.Environment[name] = value;
        }

        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new BenchmarkException(ExitCode.MissingPrerequisite, $"{call.Program} cannot be started: {e.Message}.");
        }
    }

    private static async Task<(string Output, string Error)> ReadAsync(Process process, CancellationToken cancellationToken)
    {
        try
        {
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var error = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            return (await output.ConfigureAwait(false), await error.ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }
}
