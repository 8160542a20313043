using System.Text;

namespace LoadLab.Engine.Http.Wire;

/// <summary>Reads HTTP/1.0 and 1.1 responses (RFC 9112) from pieces of any size, and keeps of them only what a load test needs.</summary>
/// <remarks>
/// A body is counted, never copied. A line cut by the end of a piece is carried over in a buffer that is made at the first such cut
/// and, unless it had to be long, then kept, so a connection in its stride allocates nothing. Stricter than a browser: folded header lines, conflicting lengths,
/// <c>101 Switching Protocols</c> and a space before the colon are malformed. A bare LF ends a line, as RFC 9112 section 2.2 permits.
/// </remarks>
internal struct HttpResponseParser
{
    /// <summary>Bound on the status line, the header fields and the trailers together, and on the line before each chunk.</summary>
    public const int MaxHeadBytes = 64 * 1024;

    private const int FirstCarryBytes = 256;

    /// <summary>A longer one is not kept for the next response: ten thousand connections with endless lines would hold a gigabyte.</summary>
    private const int MostKeptCarryBytes = 8 * 1024;

    /// <summary><c>HTTP/1.1 200</c>.</summary>
    private const int ShortestStatusLine = 12;

    private const int SwitchingProtocols = 101;

    private static ReadOnlySpan<byte> VersionPrefix => "HTTP/1."u8;

    private Stage _stage;
    private bool _toHead;
    private bool _isHttp10;
    private bool _hasTransferCoding;
    private bool _isChunked;
    private bool _closeToken;
    private bool _keepAliveToken;
    private bool _endsWithConnection;
    private int _headBytes;
    private long _contentLength;
    private long _remaining;
    private byte[]? _carry;
    private int _carried;

    private enum Stage : byte
    {
        StatusLine,
        HeaderField,
        FixedBody,
        ChunkSize,
        ChunkData,
        ChunkEnd,
        Trailer,
        UntilClose,
    }

    /// <summary>The final status; valid once the response is complete.</summary>
    public int StatusCode { get; private set; }

    /// <summary>True where the connection may carry another request; valid once the response is complete.</summary>
    public readonly bool KeepsAlive => !_closeToken && !_endsWithConnection && (!_isHttp10 || _keepAliveToken);

    /// <summary>Makes ready for the next response.</summary>
    /// <param name="toHead">True where the request was HEAD: its response has no body whatever its header says.</param>
    public void Reset(bool toHead)
    {
        _toHead = toHead;
        _headBytes = 0;
        _carried = 0;
        if (_carry is { Length: > MostKeptCarryBytes })
        {
            _carry = null;
        }

        ResetHead();
    }

    /// <summary>Takes the next bytes.</summary>
    /// <param name="data">What was received.</param>
    /// <param name="consumed">Bytes that belong to this response; fewer than given only when it is complete or malformed.</param>
    public ParseStatus Parse(ReadOnlySpan<byte> data, out int consumed)
    {
        consumed = 0;
        while (consumed < data.Length)
        {
            var rest = data[consumed..];
            // Every step takes at least one byte, so this ends.
            var status = _stage switch
            {
                Stage.FixedBody or Stage.ChunkData => SkipBody(rest, ref consumed),
                Stage.UntilClose => SkipAll(rest, ref consumed),
                _ => TakeLine(rest, ref consumed),
            };
            if (status != ParseStatus.Incomplete)
            {
                return status;
            }
        }

        return ParseStatus.Incomplete;
    }

    /// <summary>Tells that the peer closed: completes a response whose body lasts until then; any other stays incomplete.</summary>
    public readonly ParseStatus EndOfStream() => _stage == Stage.UntilClose ? ParseStatus.Complete : ParseStatus.Incomplete;

    private void ResetHead()
    {
        _stage = Stage.StatusLine;
        _isHttp10 = false;
        _hasTransferCoding = false;
        _isChunked = false;
        _closeToken = false;
        _keepAliveToken = false;
        _endsWithConnection = false;
        _contentLength = -1;
        _remaining = 0;
        StatusCode = 0;
    }

    private static ParseStatus SkipAll(ReadOnlySpan<byte> rest, ref int consumed)
    {
        consumed += rest.Length;
        return ParseStatus.Incomplete;
    }

    private ParseStatus SkipBody(ReadOnlySpan<byte> rest, ref int consumed)
    {
        var taken = (int)Math.Min(_remaining, rest.Length);
        consumed += taken;
        _remaining -= taken;
        if (_remaining > 0)
        {
            return ParseStatus.Incomplete;
        }

        if (_stage == Stage.FixedBody)
        {
            return ParseStatus.Complete;
        }

        _stage = Stage.ChunkEnd;
        return ParseStatus.Incomplete;
    }

    private ParseStatus TakeLine(ReadOnlySpan<byte> rest, ref int consumed)
    {
        var newline = rest.IndexOf((byte)'\n');
        var taken = newline < 0 ? rest.Length : newline + 1;
        consumed += taken;
        _headBytes += taken;
        if (_headBytes > MaxHeadBytes)
        {
            return ParseStatus.Malformed;
        }

        if (newline < 0)
        {
            return CarryOver(rest);
        }

        var line = _carried == 0 ? rest[..newline] : JoinCarried(rest[..newline]);
        _carried = 0;
        return OnLine(line.Length > 0 && line[^1] == '\r' ? line[..^1] : line);
    }

    private ParseStatus CarryOver(ReadOnlySpan<byte> part)
    {
        var carried = JoinCarried(part);
        // Garbage need not contain a newline: look at the first bytes as soon as they are there.
        var known = Math.Min(carried.Length, VersionPrefix.Length);
        return _stage == Stage.StatusLine && !carried[..known].SequenceEqual(VersionPrefix[..known])
            ? ParseStatus.Malformed
            : ParseStatus.Incomplete;
    }

    private ReadOnlySpan<byte> JoinCarried(ReadOnlySpan<byte> part)
    {
        var length = _carried + part.Length;
        if (_carry is null || _carry.Length < length)
        {
            Array.Resize(ref _carry, Math.Max(Math.Max(length, FirstCarryBytes), 2 * _carried));
        }

        part.CopyTo(_carry.AsSpan(_carried));
        _carried = length;
        return _carry.AsSpan(0, length);
    }

    private ParseStatus OnLine(ReadOnlySpan<byte> line) => _stage switch
    {
        Stage.StatusLine => OnStatusLine(line),
        Stage.HeaderField => line.IsEmpty ? OnHeadEnd() : OnHeaderField(line),
        Stage.ChunkSize => OnChunkSize(line),
        Stage.ChunkEnd => OnChunkEnd(line),
        _ => OnTrailer(line),
    };

    private ParseStatus OnStatusLine(ReadOnlySpan<byte> line)
    {
        if (line.Length < ShortestStatusLine || !line.StartsWith(VersionPrefix) || line[8] != ' ')
        {
            return ParseStatus.Malformed;
        }

        int minor = line[7] - '0', hundreds = line[9] - '0', tens = line[10] - '0', ones = line[11] - '0';
        if ((uint)minor > 9 || (uint)(hundreds - 1) > 8 || (uint)tens > 9 || (uint)ones > 9
            || (line.Length > ShortestStatusLine && line[12] != ' '))
        {
            return ParseStatus.Malformed;
        }

        _isHttp10 = minor == 0;
        StatusCode = hundreds * 100 + tens * 10 + ones;
        _stage = Stage.HeaderField;
        return ParseStatus.Incomplete;
    }

    private ParseStatus OnHeaderField(ReadOnlySpan<byte> line)
    {
        var colon = line.IndexOf((byte)':');
        if (colon <= 0 || line[0] <= ' ' || line[colon - 1] <= ' ')
        {
            return ParseStatus.Malformed;
        }

        var name = line[..colon];
        switch (colon)
        {
            case 10 when Ascii.EqualsIgnoreCase(name, "connection"u8):
                OnConnection(line[(colon + 1)..]);
                return ParseStatus.Incomplete;
            case 14 when Ascii.EqualsIgnoreCase(name, "content-length"u8):
                return OnContentLength(Trim(line[(colon + 1)..]));
            case 17 when Ascii.EqualsIgnoreCase(name, "transfer-encoding"u8):
                OnTransferEncoding(line[(colon + 1)..]);
                return ParseStatus.Incomplete;
            default:
                return ParseStatus.Incomplete;
        }
    }

    private ParseStatus OnContentLength(ReadOnlySpan<byte> value)
    {
        if (!TryReadNumber(value, 10, out var length) || (_contentLength >= 0 && _contentLength != length))
        {
            return ParseStatus.Malformed;
        }

        _contentLength = length;
        return ParseStatus.Incomplete;
    }

    /// <summary>Only the last coding frames the message: <c>gzip, chunked</c> is chunked (RFC 9112 section 6.3).</summary>
    private void OnTransferEncoding(ReadOnlySpan<byte> value)
    {
        _hasTransferCoding = true;
        _isChunked = Ascii.EqualsIgnoreCase(Trim(value[(value.LastIndexOf((byte)',') + 1)..]), "chunked"u8);
    }

    private void OnConnection(ReadOnlySpan<byte> value)
    {
        while (true)
        {
            var comma = value.IndexOf((byte)',');
            var token = Trim(comma < 0 ? value : value[..comma]);
            _closeToken |= Ascii.EqualsIgnoreCase(token, "close"u8);
            _keepAliveToken |= Ascii.EqualsIgnoreCase(token, "keep-alive"u8);
            if (comma < 0)
            {
                return;
            }

            value = value[(comma + 1)..];
        }
    }

    /// <summary>Decides how the body is framed, in the order of RFC 9112 section 6.3.</summary>
    private ParseStatus OnHeadEnd()
    {
        if (StatusCode < 200)
        {
            return OnInterimEnd();
        }

        if (_toHead || StatusCode is 204 or 304)
        {
            return ParseStatus.Complete;
        }

        if (_hasTransferCoding)
        {
            // A length beside a transfer coding may be an attempt to smuggle: the connection is not used again.
            _endsWithConnection = _contentLength >= 0 || _isHttp10;
            return _isChunked ? Expect(Stage.ChunkSize) : ExpectUntilClose();
        }

        if (_contentLength < 0)
        {
            return ExpectUntilClose();
        }

        _remaining = _contentLength;
        return _remaining == 0 ? ParseStatus.Complete : Expect(Stage.FixedBody);
    }

    private ParseStatus OnInterimEnd()
    {
        if (StatusCode == SwitchingProtocols)
        {
            return ParseStatus.Malformed;
        }

        ResetHead();
        return ParseStatus.Incomplete;
    }

    private ParseStatus ExpectUntilClose()
    {
        _endsWithConnection = true;
        return Expect(Stage.UntilClose);
    }

    private ParseStatus Expect(Stage stage)
    {
        _stage = stage;
        _headBytes = 0;
        return ParseStatus.Incomplete;
    }

    private ParseStatus OnChunkSize(ReadOnlySpan<byte> line)
    {
        var extension = line.IndexOf((byte)';');
        if (!TryReadNumber(Trim(extension < 0 ? line : line[..extension]), 16, out _remaining))
        {
            return ParseStatus.Malformed;
        }

        return Expect(_remaining == 0 ? Stage.Trailer : Stage.ChunkData);
    }

    private ParseStatus OnChunkEnd(ReadOnlySpan<byte> line) => line.IsEmpty ? Expect(Stage.ChunkSize) : ParseStatus.Malformed;

    private static ParseStatus OnTrailer(ReadOnlySpan<byte> line)
    {
        if (line.IsEmpty)
        {
            return ParseStatus.Complete;
        }

        return line.IndexOf((byte)':') > 0 ? ParseStatus.Incomplete : ParseStatus.Malformed;
    }

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> value) => value.Trim(" \t"u8);

    private static bool TryReadNumber(ReadOnlySpan<byte> digits, int radix, out long number)
    {
        number = 0;
        foreach (var digit in digits)
        {
            var value = DigitValue(digit);
            if ((uint)value >= (uint)radix || number > (long.MaxValue - value) / radix)
            {
                return false;
            }

            number = number * radix + value;
        }

        return !digits.IsEmpty;
    }

    private static int DigitValue(byte digit) => digit switch
    {
        >= (byte)'0' and <= (byte)'9' => digit - '0',
        >= (byte)'a' and <= (byte)'f' => digit - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => digit - 'A' + 10,
        _ => -1,
    };
}
