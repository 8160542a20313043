using System.Buffers;
using System.Buffers.Binary;
using LoadLab.Harness.Agents.Protocol;
using LoadLab.Harness.Agents.Protocol.Messages;

namespace LoadLab.Harness.Agents.Coordinator;

/// <summary>Keeps every interval that came, frame by frame as it came: <c>agents/&lt;name&gt;.intervals</c> in the trial's folder.</summary>
/// <remarks>
/// Each frame is written out before it is acknowledged, so that what an agent may forget is on disk. A failure to write is kept and told
/// by <see cref="Complete"/>: the run ends, as what it measures from then on could not be shown to be true.
/// </remarks>
/// <param name="folder">The trial's; null keeps nothing.</param>
internal sealed class AgentLogs(string? folder) : IDisposable
{
    private readonly Dictionary<string, FileStream> _files = [];
    private readonly ArrayBufferWriter<byte> _frame = new();
    private Exception? _failure;

    /// <summary>Something could not be written.</summary>
    public bool HasFailed => _failure is not null;

    public void Append(string agent, Guid run, Interval interval)
    {
        if (folder is null || _failure is not null)
        {
            return;
        }

        try
        {
            if (!_files.TryGetValue(agent, out var file))
            {
                _files.Add(agent, file = Create(agent, run));
            }

            _frame.ResetWrittenCount();
            MessageCodec.Write(interval, _frame);
            Span<byte> length = stackalloc byte[sizeof(int)];
            BinaryPrimitives.WriteInt32BigEndian(length, _frame.WrittenCount);
            file.Write(length);
            file.Write(_frame.WrittenSpan);
            file.Flush();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _failure = e;
        }
    }

    /// <exception cref="UserErrorException">An interval could not be written, so the files do not hold the whole run.</exception>
    public void Complete()
    {
        if (_failure is not null)
        {
            throw new UserErrorException(ExitCode.ReportFolder, $"The agents' intervals cannot be written to {folder}: {_failure.Message}");
        }
    }

    public void Dispose()
    {
        foreach (var file in _files.Values)
        {
            file.Dispose();
        }
    }

    private FileStream Create(string agent, Guid run)
    {
        Directory.CreateDirectory(Path.Combine(folder!, AgentLog.Directory));
        var file = new FileStream(AgentLog.PathOf(folder!, agent), FileMode.Create, FileAccess.Write, FileShare.Read);
        file.Write(AgentLog.Header(run, agent));
        return file;
    }
}
