using LoadLab.TargetApi.Metrics;
using LoadLab.TargetApi.Streams.Interop;

namespace LoadLab.TargetApi.RequestLogs;

/// <summary>Whole lines to standard output, and the count of those that were lost. Safe for many threads, one after the other.</summary>
internal sealed class LineSink(WorkerCounters counters)
{
    private readonly Lock _lock = new();
    private bool _torn;

    /// <summary>Writes one or more lines, each with its end, by one call of the system; blocks while nobody reads them.</summary>
    public void Write(ReadOnlySpan<byte> lines)
    {
        int written;
        lock (_lock)
        {
            // A disk that filled up in the middle of a line: what comes next must not be glued to it.
            _torn = _torn && StandardOutput.Write("\n"u8) == 0;
            written = StandardOutput.Write(lines);
            _torn |= written > 0 && written < lines.Length;
        }

        if (written < lines.Length)
        {
            Drop(lines[written..].Count((byte)'\n'));
        }
    }

    public void Drop(int lines) => Interlocked.Add(ref counters.Memory.Facts(counters.Worker)[CounterLayout.LogDropped], lines);
}
