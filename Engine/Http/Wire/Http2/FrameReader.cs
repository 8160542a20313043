namespace LoadLab.Engine.Http.Wire.Http2;

/// <summary>Cuts a stream of bytes, in pieces of any size, into frames.</summary>
/// <remarks>
/// DATA is passed on as it comes. A frame of another kind that is cut by the end of a piece is carried over in a buffer that is made
/// at the first such cut and then kept, so a connection in its stride allocates nothing.
/// </remarks>
internal struct FrameReader
{
    /// <summary>The longest payload accepted: the least that may be announced, and what everybody announces (RFC 9113 section 6.5.2).</summary>
    public const int MaxFrameSize = 16 * 1024;

    private const int FirstCarryBytes = 64;

    private FrameHeader _header;
    private bool _isInFrame;

    /// <summary>Octets of DATA still to come.</summary>
    private int _left;

    private byte[]? _carry;
    private int _carried;

    /// <summary>The header read last.</summary>
    public readonly FrameHeader Header => _header;

    /// <summary>Forgets what was carried over, for another connection.</summary>
    public void Reset()
    {
        _isInFrame = false;
        _carried = 0;
    }

    /// <summary>Takes the next frame, or the next part of one, from the front of <paramref name="data"/>.</summary>
    public FrameStatus Read(ref ReadOnlySpan<byte> data, out FramePart part)
    {
        part = default;
        if (!_isInFrame && !TryReadHeader(ref data))
        {
            return FrameStatus.Incomplete;
        }

        if (_header.Length > MaxFrameSize)
        {
            return FrameStatus.TooLong;
        }

        return _header.Type == FrameType.Data ? ReadData(ref data, out part) : ReadWhole(ref data, out part);
    }

    private bool TryReadHeader(ref ReadOnlySpan<byte> data)
    {
        if (!TryGather(ref data, FrameHeader.Size, out var octets))
        {
            return false;
        }

        _header = FrameHeader.Read(octets);
        _left = _header.Length;
        _isInFrame = true;
        return true;
    }

    private FrameStatus ReadWhole(ref ReadOnlySpan<byte> data, out FramePart part)
    {
        part = default;
        if (!TryGather(ref data, _header.Length, out var payload))
        {
            return FrameStatus.Incomplete;
        }

        _isInFrame = false;
        part = new FramePart(_header, payload, isFirst: true, isLast: true);
        return FrameStatus.Read;
    }

    /// <summary>An empty part is passed on only where the whole frame is empty.</summary>
    private FrameStatus ReadData(ref ReadOnlySpan<byte> data, out FramePart part)
    {
        part = default;
        var taken = Math.Min(_left, data.Length);
        if (taken == 0 && _left > 0)
        {
            return FrameStatus.Incomplete;
        }

        var isFirst = _left == _header.Length;
        _left -= taken;
        _isInFrame = _left > 0;
        part = new FramePart(_header, data[..taken], isFirst, isLast: !_isInFrame);
        data = data[taken..];
        return FrameStatus.Read;
    }

    /// <summary>The next <paramref name="length"/> octets in one piece: where they are, or from the carry if they came in several.</summary>
    private bool TryGather(ref ReadOnlySpan<byte> data, int length, out ReadOnlySpan<byte> gathered)
    {
        if (_carried == 0 && data.Length >= length)
        {
            gathered = data[..length];
            data = data[length..];
            return true;
        }

        var taken = Math.Min(length - _carried, data.Length);
        if (_carry is null || _carry.Length < _carried + taken)
        {
            Array.Resize(ref _carry, Math.Max(FirstCarryBytes, Math.Min(2 * (_carried + taken), MaxFrameSize)));
        }

        data[..taken].CopyTo(_carry.AsSpan(_carried));
        data = data[taken..];
        _carried += taken;
        var isWhole = _carried == length;
        gathered = isWhole ? _carry.AsSpan(0, length) : default;
        _carried = isWhole ? 0 : _carried;
        return isWhole;
    }
}
