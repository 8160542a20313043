using System.Buffers.Text;

namespace LoadLab.TargetApi.Redis;

/// <summary>Reads replies of the Redis protocol, version 2, from a stream, whatever pieces it comes in. One reader at a time.</summary>
internal sealed class RespReader(Stream stream, RespLimits limits)
{
    private byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _end;
    private long _left;

    /// <summary>The next reply.</summary>
    /// <exception cref="RespException">It is none, or too large.</exception>
    /// <exception cref="EndOfStreamException">The other side has closed.</exception>
    public ValueTask<RespValue> Read(CancellationToken cancellation)
    {
        _left = limits.ReplyBytes;
        return ReadValue(0, cancellation);
    }

    private async ValueTask<RespValue> ReadValue(int depth, CancellationToken cancellation)
    {
        ReadOnlyMemory<byte> line = await ReadLine(cancellation);
        Charge(RespLimits.ValueOverhead + line.Length);
        ReadOnlyMemory<byte> rest = line[1..];
        switch (line.Span[0])
        {
            case (byte)'+':
                return RespValue.Of(RespKind.Text, rest.ToArray());
            case (byte)'-':
                return RespValue.Of(RespKind.Error, rest.ToArray());
            case (byte)':':
                return RespValue.Of(Number(rest.Span));
            case (byte)'$':
                return await ReadBulk(Number(rest.Span), cancellation);
            case (byte)'*':
                return await ReadList(Number(rest.Span), depth, cancellation);
            default:
                throw new RespException("the answer is not of the Redis protocol");
        }
    }

    private async ValueTask<RespValue> ReadBulk(long length, CancellationToken cancellation)
    {
        if (length == -1)
        {
            return RespValue.Nothing;
        }

        if (length < 0 || length > limits.BulkBytes)
        {
            throw new RespException($"the answer has a string of {length} bytes; up to {limits.BulkBytes} are taken");
        }

        Charge(length);
        var bytes = new byte[length];
        await ReadExactly(bytes, cancellation);
        var ending = new byte[2];
        await ReadExactly(ending, cancellation);
        return ending is [(byte)'\r', (byte)'\n'] ? RespValue.Of(RespKind.Bytes, bytes) : throw new RespException("a string of the answer does not end where it should");
    }

    private async ValueTask<RespValue> ReadList(long count, int depth, CancellationToken cancellation)
    {
        if (count == -1)
        {
            return RespValue.Nothing;
        }

        if (count < 0 || depth == RespLimits.Depth)
        {
            throw new RespException(count < 0 ? $"the answer has a list of {count} entries" : "the answer has too many lists within lists");
        }

        // Not as long as it claims to be: memory follows what has really come.
        var items = new List<RespValue>((int)Math.Min(count, 16));
        for (long i = 0; i < count; i++)
        {
            items.Add(await ReadValue(depth + 1, cancellation));
        }

        return RespValue.Of(items);
    }

    /// <summary>A line without its ending; stays valid until the next read.</summary>
    private async ValueTask<ReadOnlyMemory<byte>> ReadLine(CancellationToken cancellation)
    {
        int searched = 0;
        while (true)
        {
            int length = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (length >= 0)
            {
                return TakeLine(searched + length);
            }

            searched = _end - _start;
            if (searched > limits.LineBytes)
            {
                throw new RespException($"the answer has a line of more than {limits.LineBytes} bytes");
            }

            await Fill(cancellation);
        }
    }

    private ReadOnlyMemory<byte> TakeLine(int length)
    {
        ReadOnlyMemory<byte> line = _buffer.AsMemory(_start, length);
        _start += length + 1;
        return line.Span is [_, .., (byte)'\r'] ? line[..^1] : throw new RespException("a line of the answer is empty or does not end as it should");
    }

    private async ValueTask ReadExactly(Memory<byte> target, CancellationToken cancellation)
    {
        int buffered = Math.Min(target.Length, _end - _start);
        _buffer.AsMemory(_start, buffered).CopyTo(target);
        _start += buffered;
        await stream.ReadExactlyAsync(target[buffered..], cancellation);
    }

    /// <summary>Reads more behind what is there, after making room.</summary>
    private async ValueTask Fill(CancellationToken cancellation)
    {
        int kept = _end - _start;
        byte[] target = kept > _buffer.Length / 2 ? new byte[_buffer.Length * 2] : _buffer;
        _buffer.AsSpan(_start, kept).CopyTo(target);
        (_buffer, _start, _end) = (target, 0, kept);
        int read = await stream.ReadAsync(_buffer.AsMemory(kept), cancellation);
        _end += read > 0 ? read : throw new EndOfStreamException("the server closed the connection");
    }

    private void Charge(long bytes)
    {
        _left -= bytes;
        if (_left < 0)
        {
            throw new RespException($"the answer is larger than {limits.ReplyBytes} bytes");
        }
    }

    private static long Number(ReadOnlySpan<byte> text) =>
        Utf8Parser.TryParse(text, out long value, out int used) && used == text.Length ? value : throw new RespException("a number was expected in the answer");
}
