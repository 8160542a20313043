using System.Buffers.Text;
using System.Text;

namespace LoadLab.Benchmarks.Servers;

/// <summary>Counts the HTTP/1.1 requests in what one connection sends, whatever pieces it comes in.</summary>
/// <remarks>
/// As little work as counting right allows: a GET that comes whole is one search. Bodies are known by Content-Length; a chunked body is
/// refused, as none of the clients sends one. A GET is taken to have no body.
/// </remarks>
internal struct RequestScanner
{
    /// <summary>Returned for what this server does not understand.</summary>
    public const int Refused = -1;

    /// <summary>Longest head that may come in pieces.</summary>
    private const int MaxHeadBytes = 8192;

    private byte[]? _head;
    private int _headLength;
    private long _bodyRemaining;

    private static ReadOnlySpan<byte> HeadEnd => "\r\n\r\n"u8;

    /// <summary>Takes the next piece.</summary>
    /// <returns>Requests that it completed, or <see cref="Refused"/>.</returns>
    public int Scan(ReadOnlySpan<byte> data)
    {
        var completed = 0;
        while (data.Length > 0)
        {
            var taken = _bodyRemaining > 0 ? TakeBody(data) : _headLength > 0 ? TakeRestOfHead(data) : TakeHead(data);
            if (taken == Refused)
            {
                return Refused;
            }

            data = data[taken..];
            completed += _headLength == 0 && _bodyRemaining == 0 ? 1 : 0;
        }

        return completed;
    }

    private int TakeBody(ReadOnlySpan<byte> data)
    {
        var taken = (int)Math.Min(_bodyRemaining, data.Length);
        _bodyRemaining -= taken;
        return taken;
    }

    private int TakeHead(ReadOnlySpan<byte> data)
    {
        var end = data.IndexOf(HeadEnd);
        return end < 0 ? Keep(data) : BeginBody(data[..end]) ? end + HeadEnd.Length : Refused;
    }

    private int TakeRestOfHead(ReadOnlySpan<byte> data)
    {
        var before = _headLength;
        var kept = Keep(data);
        if (kept == Refused)
        {
            return Refused;
        }

        var end = _head.AsSpan(0, _headLength).IndexOf(HeadEnd);
        if (end < 0)
        {
            return kept;
        }

        _headLength = 0;
        return BeginBody(_head.AsSpan(0, end)) ? end + HeadEnd.Length - before : Refused;
    }

    private int Keep(ReadOnlySpan<byte> data)
    {
        _head ??= new byte[MaxHeadBytes];
        if (_headLength + data.Length > MaxHeadBytes)
        {
            return Refused;
        }

        data.CopyTo(_head.AsSpan(_headLength));
        _headLength += data.Length;
        return data.Length;
    }

    private bool BeginBody(ReadOnlySpan<byte> head)
    {
        _bodyRemaining = head.StartsWith("GET "u8) ? 0 : ContentLength(head);
        return _bodyRemaining >= 0;
    }

    /// <summary>0 where there is no such field; −1 where the body's end cannot be known.</summary>
    private static long ContentLength(ReadOnlySpan<byte> head)
    {
        long length = 0;
        foreach (var range in head.Split("\r\n"u8))
        {
            var line = head[range];
            var colon = line.IndexOf((byte)':');
            if (colon > 0 && Ascii.EqualsIgnoreCase(line[..colon], "transfer-encoding"u8))
            {
                return -1;
            }

            if (colon > 0 && Ascii.EqualsIgnoreCase(line[..colon], "content-length"u8))
            {
                length = Utf8Parser.TryParse(line[(colon + 1)..].Trim((byte)' '), out long value, out _) ? value : -1;
            }
        }

        return length;
    }
}
