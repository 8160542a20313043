using LoadLab.TargetApi.Dependencies;
using LoadLab.TargetApi.Streams;

namespace LoadLab.TargetApi.Registry;

/// <summary>Passes a download on to a file and throws <see cref="ModelTooLargeException"/> once it is more than allowed.</summary>
internal sealed class LimitedStream(FileStream inner, long limitBytes) : WriteOnlyStream
{
    /// <summary>Bytes passed on so far.</summary>
    public long WrittenBytes { get; private set; }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Count(buffer.Length);
        try
        {
            inner.Write(buffer);
        }
        catch (IOException e)
        {
            throw NoRoom(e);
        }
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Count(buffer.Length);
        try
        {
            await inner.WriteAsync(buffer, cancellationToken);
        }
        catch (IOException e)
        {
            throw NoRoom(e);
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush() => inner.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    // Not an IOException: whoever reads the network would take it for an error of the registry.
    private UnavailableException NoRoom(IOException e) => new($"a model cannot be stored at {inner.Name}: {e.Message}", e);

    private void Count(int bytes)
    {
        WrittenBytes += bytes;
        if (WrittenBytes > limitBytes)
        {
            throw new ModelTooLargeException();
        }
    }
}
