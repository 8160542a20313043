using LoadLab.TargetApi.Streams.Interop;

namespace LoadLab.TargetApi.Streams;

/// <summary>
/// Standard output for the program's own lines. A reader that is gone or a disk that is full loses lines and ends nothing: the service is there for its
/// requests, and .NET's own stream would throw into whoever prints.
/// </summary>
internal sealed class StandardOutputStream : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>A writer for many threads; each line goes out at once.</summary>
    public static TextWriter OpenWriter() => TextWriter.Synchronized(new StreamWriter(new StandardOutputStream()) { AutoFlush = true });

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer) => _ = StandardOutput.Write(buffer);

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
