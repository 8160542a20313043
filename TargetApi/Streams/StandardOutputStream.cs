using LoadLab.TargetApi.Streams.Interop;

namespace LoadLab.TargetApi.Streams;

/// <summary>
/// Standard output for the program's own lines. A reader that is gone or a disk that is full loses lines and ends nothing: the service is there for its
/// requests, and .NET's own stream would throw into whoever prints.
/// </summary>
internal sealed class StandardOutputStream : WriteOnlyStream
{
    /// <summary>A writer for many threads; each line goes out at once.</summary>
    public static TextWriter OpenWriter() => TextWriter.Synchronized(new StreamWriter(new StandardOutputStream()) { AutoFlush = true });

    public override void Write(ReadOnlySpan<byte> buffer) => _ = StandardOutput.Write(buffer);

    public override void Flush()
    {
    }
}
