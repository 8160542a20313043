using System.Buffers;
using System.Text.Json;
using System.Threading.Channels;
using LoadLab.TargetApi.Metrics;

namespace LoadLab.TargetApi.RequestLogs;

/// <summary>The thread that turns entries into lines and writes them in batches. It alone waits where nobody reads.</summary>
internal sealed class BatchWriter
{
    /// <summary>Several processes that write to one pipe: the kernel keeps a write of up to this much in one piece (PIPE_BUF).</summary>
    private const int SharedBatchBytes = 4096;

    private const int OwnBatchBytes = 64 * 1024;

    /// <summary>Entries are gathered this long, so that under load a batch is one wake-up and not each request.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(50);

    private readonly ArrayBufferWriter<byte> _line = new(512);
    private readonly ArrayBufferWriter<byte> _batch = new(OwnBatchBytes);
    private readonly ChannelReader<RequestEntry> _entries;
    private readonly LineSink _sink;
    private readonly Thread _thread;
    private readonly int _worker;
    private readonly int _batchBytes;

    public BatchWriter(ChannelReader<RequestEntry> entries, LineSink sink, WorkerCounters counters)
    {
        _entries = entries;
        _sink = sink;
        _worker = counters.Worker;
        _batchBytes = counters.Memory.Workers > 1 ? SharedBatchBytes : OwnBatchBytes;
        _thread = new Thread(Run) { IsBackground = true, Name = "request log" };
        _thread.Start();
    }

    /// <summary>False where the entries could not all be written in time.</summary>
    public bool Join(TimeSpan limit) => _thread.Join(limit);

    private void Run()
    {
        using var json = new Utf8JsonWriter(_line);
        while (_entries.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            Thread.Sleep(Gathering);
            while (_entries.TryRead(out RequestEntry? entry))
            {
                Add(json, entry);
            }

            WriteBatch();
        }
    }

    private void Add(Utf8JsonWriter json, RequestEntry entry)
    {
        _line.ResetWrittenCount();
        json.Reset();
        RequestLine.Write(json, entry, _worker);
        json.Flush();
        _line.Write("\n"u8);
        if (_batch.WrittenCount + _line.WrittenCount > _batchBytes)
        {
            WriteBatch();
        }

        _batch.Write(_line.WrittenSpan);
    }

    private void WriteBatch()
    {
        if (_batch.WrittenCount > 0)
        {
            _sink.Write(_batch.WrittenSpan);
            _batch.ResetWrittenCount();
        }
    }
}
