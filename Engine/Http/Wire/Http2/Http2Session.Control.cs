using System.Buffers.Binary;

namespace LoadLab.Engine.Http.Wire.Http2;

/// <content>Frames that steer the connection or end a stream.</content>
internal sealed partial class Http2Session
{
    private const int PingBytes = 8;

    private void OnControl(FramePart frame)
    {
        var header = frame.Header;
        if (ExpectedLength(header.Type) is { } length && header.Length != length)
        {
            Break(Http2ErrorCode.FrameSizeError, $"its {header.Type} has {header.Length} octets instead of {length}");
        }
        else if (IsMisplaced(header))
        {
            Break(Http2ErrorCode.ProtocolError, $"it sent {header.Type} on stream {header.StreamId}");
        }
        else
        {
            DispatchControl(header, frame.Payload);
        }
    }

    private static int? ExpectedLength(FrameType type) => type switch
    {
        FrameType.RstStream or FrameType.WindowUpdate => sizeof(uint),
        FrameType.Ping => PingBytes,
        FrameType.Priority => PriorityBytes,
        _ => null,
    };

    private bool IsMisplaced(FrameHeader header) => header.Type switch
    {
        FrameType.Settings or FrameType.Ping or FrameType.GoAway => header.StreamId != 0,
        FrameType.Priority => header.StreamId == 0,
        FrameType.RstStream => !IsOpenOrClosed(header.StreamId),
        FrameType.WindowUpdate => header.StreamId != 0 && !IsOpenOrClosed(header.StreamId),
        _ => false,
    };

    private bool IsOpenOrClosed(int streamId) => IsClosed(streamId) || (_isOpen && streamId == _streamId);

    private void DispatchControl(FrameHeader header, ReadOnlySpan<byte> payload)
    {
        switch (header.Type)
        {
            case FrameType.Settings:
                OnSettings(header, payload);
                break;
            case FrameType.WindowUpdate:
                OnWindowUpdate(header.StreamId, BinaryPrimitives.ReadInt32BigEndian(payload) & ~FrameHeader.ReservedBit);
                break;
            case FrameType.Ping when !header.Has(FrameFlags.Ack):
                payload.CopyTo(AddAnswer(FrameType.Ping, PingBytes));
                break;
            case FrameType.GoAway:
                OnGoAway(payload);
                break;
            case FrameType.RstStream:
                OnReset(header.StreamId, (Http2ErrorCode)BinaryPrimitives.ReadUInt32BigEndian(payload));
                break;
            case FrameType.PushPromise:
                Break(Http2ErrorCode.ProtocolError, "it pushed, although it was told not to");
                break;
        }
    }

    private void OnSettings(FrameHeader header, ReadOnlySpan<byte> payload)
    {
        if (header.Has(FrameFlags.Ack))
        {
            if (!payload.IsEmpty)
            {
                Break(Http2ErrorCode.FrameSizeError, "its answer to SETTINGS is not empty");
            }

            return;
        }

        _hasPeerSettings = true;
        var before = _peer.InitialWindowSize;
        if (_peer.Apply(payload) is { } violation)
        {
            Break(violation.Code, violation.Reason);
            return;
        }

        AddAnswer(FrameType.Settings, 0);
        // The change applies to the stream under way too (RFC 9113 section 6.9.2).
        if (_isOpen && !_streamWindow.TryGrow(_peer.InitialWindowSize - before))
        {
            Break(Http2ErrorCode.FlowControlError, "its SETTINGS made a window greater than 2^31 - 1");
            return;
        }

        Write();
    }

    private void OnWindowUpdate(int streamId, int increment)
    {
        if (increment == 0)
        {
            Break(Http2ErrorCode.ProtocolError, "it sent a WINDOW_UPDATE of 0");
            return;
        }

        // One for a stream that is over was on its way when it ended.
        var isPermitted = streamId == 0 ? _connectionWindow.TryGrow(increment) : !_isOpen || streamId != _streamId || _streamWindow.TryGrow(increment);
        if (!isPermitted)
        {
            Break(Http2ErrorCode.FlowControlError, "its WINDOW_UPDATE made a window greater than 2^31 - 1");
            return;
        }

        Write();
    }

    private void OnGoAway(ReadOnlySpan<byte> payload)
    {
        if (payload.Length < 2 * sizeof(uint))
        {
            Break(Http2ErrorCode.FrameSizeError, "its GOAWAY is too short");
            return;
        }

        _isGoingAway = true;
        var code = (Http2ErrorCode)BinaryPrimitives.ReadUInt32BigEndian(payload[sizeof(uint)..]);
        if (code != Http2ErrorCode.NoError)
        {
            Problem ??= $"The server ended a connection with GOAWAY {Name(code)}.";
        }

        var lastStreamId = BinaryPrimitives.ReadInt32BigEndian(payload) & ~FrameHeader.ReservedBit;
        if (_waiting.Length > 0 || (_isOpen && lastStreamId < _streamId))
        {
            End(ExchangeStatus.Abandoned);
        }
    }

    private void OnReset(int streamId, Http2ErrorCode code)
    {
        if (_isOpen && streamId == _streamId)
        {
            Problem ??= $"The server reset a request with {Name(code)}.";
            End(ExchangeStatus.Reset);
        }
    }

    private void End(ExchangeStatus status)
    {
        _isOpen = false;
        _waiting = default;
        _body = default;
        _status = status;
    }

    private Span<byte> AddAnswer(FrameType type, int length)
    {
        if (_output.Waiting > MaxWaitingControl)
        {
            Break(Http2ErrorCode.EnhanceYourCalm, "it sends control frames and does not read the answers");
        }

        return AddFrame(type, FrameFlags.Ack, 0, length);
    }

    private static string Name(Http2ErrorCode code) => Enum.IsDefined(code) ? $"{code} ({(uint)code})" : $"code {(uint)code}";
}
