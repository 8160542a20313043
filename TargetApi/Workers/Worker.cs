using System.Diagnostics;
using LoadLab.TargetApi.Workers.Interop;

namespace LoadLab.TargetApi.Workers;

/// <summary>One place for a worker process and the process in it, from the supervisor's side.</summary>
internal sealed class Worker(int index) : IDisposable
{
    private readonly RestartDelay _delay = new();
    private Process? _process;
    private long _started;

    public int Index { get; } = index;

    public bool IsRunning => _process is { HasExited: false };

    /// <summary>When the next process is due, by <see cref="Stopwatch.GetTimestamp"/>; null while one runs.</summary>
    public long? Due { get; private set; }

    /// <summary>Starts a process. The kernel ends it with the thread that called this, so that has to be the supervisor's main thread.</summary>
    public void Start(ProcessStartInfo start, Action exited)
    {
        Due = null;
        _started = Stopwatch.GetTimestamp();
        _process?.Dispose();
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.Exited += (_, _) => exited();
        _process.Start();
    }

    /// <summary>Notes the end of the process and when to replace it. Null where it has not ended, or was seen before.</summary>
    public int? TakeExit()
    {
        if (_process is not { HasExited: true } ended || Due is not null)
        {
            return null;
        }

        TimeSpan delay = _delay.Next(Stopwatch.GetElapsedTime(_started));
        Due = Stopwatch.GetTimestamp() + (long)(delay.TotalSeconds * Stopwatch.Frequency);
        return ended.ExitCode;
    }

    public void Signal(int signal)
    {
        if (IsRunning)
        {
            _ = LibC.kill(_process!.Id, signal);
        }
    }

    public void Dispose() => _process?.Dispose();
}
