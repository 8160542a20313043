using System.Diagnostics;

namespace LoadLab.Benchmarks.Processes;

/// <summary>A server of an experiment, ended with it.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    private readonly Process _process;

    private ServerProcess(Process process, string readyLine)
    {
        _process = process;
        ReadyLine = readyLine;
    }

    /// <summary>The line that told that it listens; empty where it prints none.</summary>
    public string ReadyLine { get; }

    /// <summary>Starts a server that prints a line when it is ready.</summary>
    /// <param name="call">Its program.</param>
    /// <param name="processor">Where it runs.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="mark">A part of that line; lines without it are skipped.</param>
    /// <exception cref="BenchmarkException">It ended, or said nothing in time.</exception>
    public static async Task<ServerProcess> StartAsync(ProgramCall call, int processor, CancellationToken cancellationToken, string mark = "")
    {
        var process = ClientProcess.Start(call.On(processor));
        process.ErrorDataReceived += (_, _) => { };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(StartLimit);
        var line = await ReadLineAsync(process, mark, limit.Token).ConfigureAwait(false);
        if (line is null)
        {
            var reason = await EndAsync(process).ConfigureAwait(false);
            throw new BenchmarkException(ExitCode.ExperimentFailed, $"{call.Program} {call.Arguments[0]} did not get ready: {reason}");
        }

        process.BeginErrorReadLine();
        return new ServerProcess(process, line);
    }

    /// <summary>Starts a server that prints nothing; the caller finds out when it is ready.</summary>
    public static ServerProcess StartSilent(ProgramCall call, int processor)
    {
        var process = ClientProcess.Start(call.On(processor));
        process.BeginErrorReadLine();
        return new ServerProcess(process, "");
    }

    public bool HasEnded => _process.HasExited;

    /// <summary>User and system time of this process so far; to the tick of 10 ms.</summary>
    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync().ConfigureAwait(false);
        _process.Dispose();
    }

    private static async Task<string?> ReadLineAsync(Process process, string mark, CancellationToken cancellationToken)
    {
        try
        {
            var line = await process.StandardOutput.ReadLineAsync(cancellationToken).ConfigureAwait(false);
            while (line?.Contains(mark, StringComparison.Ordinal) == false)
            {
                line = await process.StandardOutput.ReadLineAsync(cancellationToken).ConfigureAwait(false);
            }

            return line;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private static async Task<string> EndAsync(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        var error = await process.StandardError.ReadToEndAsync().ConfigureAwait(false);
        await process.WaitForExitAsync().ConfigureAwait(false);
        process.Dispose();
        return error.Trim() is { Length: > 0 } text ? text : $"it said nothing within {StartLimit.TotalSeconds:0} s.";
    }
}
