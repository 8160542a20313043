using LoadLab.Engine.Http.Wire.Http2.Hpack;

namespace LoadLab.Engine.Http.Wire.Http2;

/// <content>Frames from the server, and the response to the request under way.</content>
internal sealed partial class Http2Session
{
    private const int PriorityBytes = 5;

    /// <summary>Received bytes are given back to the server's windows in portions of this size.</summary>
    private const int WindowPortion = ReceiveWindow / 2;

    private const int SwitchingProtocols = 101;

    /// <summary>The first three octets of <c>HTTP/1.1</c>, read as a frame's length.</summary>
    private const int Http1Length = 'H' << 16 | 'T' << 8 | 'T';

    private ExchangeStatus _status;
    private ResponseFields _fields;
    private bool _isOpen;
    private bool _hasHead;
    private bool _toHead;
    private long _bodyBytes;
    private int _connectionReceived;
    private int _streamReceived;

    // A field block in several frames.
    private byte[]? _block;
    private int _blockBytes;
    private bool _isInBlock;
    private bool _blockEndsStream;

    /// <summary>Bytes of field blocks of this response so far, with their frames' headers, so that empty ones come to an end too.</summary>
    private int _headBytes;

    /// <summary>Takes bytes from the server, all of them; <see cref="Output"/> may hold more afterwards.</summary>
    /// <returns>What became of the request under way.</returns>
    public ExchangeStatus Receive(ReadOnlySpan<byte> data)
    {
        _status = ExchangeStatus.Open;
        while (!_isBroken)
        {
            var read = _frames.Read(ref data, out var part);
            if (read == FrameStatus.Incomplete)
            {
                break;
            }

            if (read == FrameStatus.TooLong)
            {
                OnTooLong();
            }
            else
            {
                OnFrame(part);
            }
        }

        return _status == ExchangeStatus.Open && _isBroken ? ExchangeStatus.Broken : _status;
    }

    private void ResetReceiving()
    {
        _isOpen = false;
        _isInBlock = false;
        _blockBytes = 0;
        _connectionReceived = 0;
    }

    private void BeginResponse(bool toHead)
    {
        _fields.BeginHeader();
        _toHead = toHead;
        _hasHead = false;
        _bodyBytes = 0;
        _streamReceived = 0;
        _headBytes = 0;
        HasResponseBegun = false;
    }

    private void OnTooLong()
    {
        if (!_hasPeerSettings)
        {
            Problem = _frames.Header.Length == Http1Length ? $"The server answered in HTTP/1. {SpeakHttp1}" : NotHttp2;
        }

        Break(Http2ErrorCode.FrameSizeError, $"it sent a frame of {_frames.Header.Length} octets, more than the {FrameReader.MaxFrameSize} permitted");
    }

    private void OnFrame(FramePart frame)
    {
        var type = frame.Header.Type;
        if (!_hasPeerSettings && (type != FrameType.Settings || frame.Header.Has(FrameFlags.Ack)))
        {
            Problem = NotHttp2;
            Break(Http2ErrorCode.ProtocolError, "it did not begin with SETTINGS");
        }
        else if (_isInBlock != (type == FrameType.Continuation))
        {
            Break(Http2ErrorCode.ProtocolError, "it interrupted a field block, or continued none");
        }
        else
        {
            Dispatch(frame);
        }
    }

    private void Dispatch(FramePart frame)
    {
        switch (frame.Header.Type)
        {
            case FrameType.Data:
                OnData(frame);
                break;
            case FrameType.Headers:
                OnHeaders(frame);
                break;
            case FrameType.Continuation:
                OnContinuation(frame);
                break;
            default:
                OnControl(frame);
                break;
        }
    }

    private void OnData(FramePart frame)
    {
        if (frame.IsFirst && !TryBeginData(frame))
        {
            return;
        }

        if (frame.IsLast)
        {
            if (frame.Header.Has(FrameFlags.EndStream))
            {
                Finish();
            }

            GiveBack(frame.Header.Length);
        }
    }

    private bool TryBeginData(FramePart frame)
    {
        if (!IsOnOpenStream(frame.Header))
        {
            return false;
        }

        var padding = 0;
        if (frame.Header.Has(FrameFlags.Padded))
        {
            padding = frame.Payload.IsEmpty ? FrameReader.MaxFrameSize : 1 + frame.Payload[0];
        }

        _bodyBytes += frame.Header.Length - padding;
        var fault = !_hasHead ? "it sent DATA before the header of the response"
            : padding > frame.Header.Length ? "the padding of its DATA is longer than the frame"
            : _bodyBytes > 0 && !MayHaveBody ? "it sent a body where there can be none, after HEAD or with status 204 or 304"
            : !_fields.Permits(_bodyBytes, isWhole: false) ? "it sent more body than its Content-Length says"
            : null;
        if (fault is not null)
        {
            Break(Http2ErrorCode.ProtocolError, fault);
        }

        return fault is null;
    }

    private bool MayHaveBody => !_toHead && StatusCode is not (204 or 304);

    /// <summary>The windows are so large, and given back so early, that only a server that does not count can go beyond them.</summary>
    private void GiveBack(int bytes)
    {
        _connectionReceived += bytes;
        if (_connectionReceived >= WindowPortion)
        {
            WriteWindowUpdate(0, _connectionReceived);
            _connectionReceived = 0;
        }

        _streamReceived += bytes;
        if (_isOpen && _streamReceived >= WindowPortion)
        {
            WriteWindowUpdate(_streamId, _streamReceived);
            _streamReceived = 0;
        }
    }

    private void OnHeaders(FramePart frame)
    {
        var header = frame.Header;
        if (!IsOnOpenStream(header))
        {
            return;
        }

        HasResponseBegun = true;
        var payload = frame.Payload;
        var before = (header.Has(FrameFlags.Padded) ? 1 : 0) + (header.Has(FrameFlags.Priority) ? PriorityBytes : 0);
        var after = header.Has(FrameFlags.Padded) && !payload.IsEmpty ? payload[0] : 0;
        if (before + after > payload.Length)
        {
            Break(Http2ErrorCode.ProtocolError, "the padding of its HEADERS is longer than the frame");
            return;
        }

        _blockEndsStream = header.Has(FrameFlags.EndStream);
        _blockBytes = 0;
        OnFragment(header, payload[before..^after]);
    }

    private void OnContinuation(FramePart frame)
    {
        if (frame.Header.StreamId != _streamId)
        {
            Break(Http2ErrorCode.ProtocolError, "it continued a field block on another stream");
            return;
        }

        OnFragment(frame.Header, frame.Payload);
    }

    private void OnFragment(FrameHeader header, ReadOnlySpan<byte> fragment)
    {
        _headBytes += FrameHeader.Size + header.Length;
        if (_headBytes > HttpResponseParser.MaxHeadBytes)
        {
            Break(Http2ErrorCode.EnhanceYourCalm, $"its response has a header of more than {HttpResponseParser.MaxHeadBytes} octets");
            return;
        }

        _isInBlock = !header.Has(FrameFlags.EndHeaders);
        if (_isInBlock || _blockBytes > 0)
        {
            fragment = Join(fragment);
        }

        if (!_isInBlock)
        {
            OnBlock(fragment);
        }
    }

    private ReadOnlySpan<byte> Join(ReadOnlySpan<byte> fragment)
    {
        var length = _blockBytes + fragment.Length;
        if (_block is null || _block.Length < length)
        {
            Array.Resize(ref _block, Math.Max(length, 2 * _blockBytes));
        }

        fragment.CopyTo(_block.AsSpan(_blockBytes));
        _blockBytes = length;
        return _block.AsSpan(0, length);
    }

    private void OnBlock(ReadOnlySpan<byte> block)
    {
        if (_hasHead)
        {
            _fields.BeginTrailer();
        }
        else
        {
            _fields.BeginHeader();
        }

        switch (_decoder.Decode(block, ref _fields))
        {
            case HpackStatus.Complete:
                OnFields();
                break;
            case HpackStatus.Malformed:
                Break(Http2ErrorCode.CompressionError, "a field block of its is not HPACK");
                break;
            case HpackStatus.TooLarge:
                Break(Http2ErrorCode.EnhanceYourCalm, $"its response has fields of more than {HttpResponseParser.MaxHeadBytes} octets");
                break;
            default:
                Break(Http2ErrorCode.ProtocolError, _fields.Fault!);
                break;
        }
    }

    private void OnFields()
    {
        var fault = (_hasHead, StatusCode) switch
        {
            (true, _) => _blockEndsStream ? null : "it sent a second header that does not end the response",
            (_, 0) => "its response has no :status",
            (_, SwitchingProtocols) => "it answered 101, which HTTP/2 does not have",
            (_, < 200) => _blockEndsStream ? "it ended a response with an interim status" : null,
            _ => null,
        };
        if (fault is not null)
        {
            Break(Http2ErrorCode.ProtocolError, fault);
            return;
        }

        _hasHead |= StatusCode >= 200;
        if (_blockEndsStream)
        {
            Finish();
        }
    }

    private void Finish()
    {
        _isOpen = false;
        if (MayHaveBody && !_fields.Permits(_bodyBytes, isWhole: true))
        {
            Break(Http2ErrorCode.ProtocolError, "it sent less body than its Content-Length says");
            return;
        }

        CancelRest();
        _status = ExchangeStatus.Complete;
    }

    /// <summary>Frames of a response belong to the request under way; there is no other.</summary>
    private bool IsOnOpenStream(FrameHeader header)
    {
        if (_isOpen && header.StreamId == _streamId)
        {
            return true;
        }

        var isClosed = IsClosed(header.StreamId);
        Break(
            isClosed ? Http2ErrorCode.StreamClosed : Http2ErrorCode.ProtocolError,
            $"it sent {header.Type} on {(isClosed ? "a stream that was over" : "a stream that nobody opened")}");
        return false;
    }

    private bool IsClosed(int streamId) => streamId % 2 == 1 && streamId <= _streamId && !(_isOpen && streamId == _streamId);
}
