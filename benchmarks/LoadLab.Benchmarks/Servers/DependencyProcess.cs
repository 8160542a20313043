using System.Diagnostics;
using LoadLab.Benchmarks.Interop;
using LoadLab.Benchmarks.Processes;

namespace LoadLab.Benchmarks.Servers;

/// <summary>A server of somebody else's that goes, comes back and falls silent when told. It runs where the kernel puts it.</summary>
/// <param name="call">Its program, in the foreground.</param>
/// <param name="answersAsync">Whether it serves.</param>
/// <param name="end">The signal that ends it quickly and in order.</param>
internal sealed class DependencyProcess(ProgramCall call, Func<Task<bool>> answersAsync, int end) : IAsyncDisposable
{
    /// <summary>For a machine that has other things to do.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);

    private Process? _process;

    /// <summary>Returns when it serves.</summary>
    /// <exception cref="BenchmarkException">It ended, or does not.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _process?.Dispose();
        _process = ClientProcess.Start(call);
        var lines = new List<string>();
        _process.OutputDataReceived += (_, line) => Keep(lines, line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(lines, line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        var clock = Stopwatch.StartNew();
        while (!await answersAsync().ConfigureAwait(false))
        {
            if (_process.HasExited || clock.Elapsed > Limit)
            {
                throw new BenchmarkException(ExitCode.ExperimentFailed, $"{call.Program} did not get ready: {Text(lines)}");
            }

            await Task.Delay(Tick, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Returns when it has ended.</summary>
    public async Task StopAsync()
    {
        if (_process is { HasExited: false })
        {
            ProcessSignal.Send(_process.Id, end);
            await _process.WaitForExitAsync().WaitAsync(Limit).ConfigureAwait(false);
        }
    }

    /// <summary>Stops it and its children in their tracks: the kernel still takes connections for it, and nobody answers.</summary>
    public void Freeze() => SignalAll(ProcessSignal.Stop);

    public void Thaw() => SignalAll(ProcessSignal.Continue);

    /// <summary>Kills it where it has not ended.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_process is null)
        {
            return;
        }

        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync().ConfigureAwait(false);
        _process.Dispose();
    }

    /// <summary>The parent first, so that it starts no more of them.</summary>
    private void SignalAll(int signal)
    {
        ProcessSignal.Send(_process!.Id, signal);
        foreach (var child in ProcessChildren.Read(_process.Id))
        {
            ProcessSignal.TrySend(child, signal);
        }
    }

    private static void Keep(List<string> lines, string? line)
    {
        lock (lines)
        {
            if (line is not null && lines.Count < 100)
            {
                lines.Add(line);
            }
        }
    }

    private static string Text(List<string> lines)
    {
        lock (lines)
        {
            return lines.Count == 0 ? "it said nothing." : string.Join(" ", lines);
        }
    }
}
