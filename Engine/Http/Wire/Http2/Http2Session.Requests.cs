using System.Buffers.Binary;
using LoadLab.Engine.Http.Wire.Http2.Hpack;

namespace LoadLab.Engine.Http.Wire.Http2;

/// <content>Requests and control frames on their way to the server.</content>
internal sealed partial class Http2Session
{
    /// <summary>What a server may send before it needs leave for more, on the connection and on each stream: never a limit, as with h2load.</summary>
    private const int ReceiveWindow = (1 << 30) - 1;

    /// <summary>A body is put into frames in pieces of this size, so that a connection's memory does not grow with it.</summary>
    private const int MaxWaitingBody = 64 * 1024;

    /// <summary>Answers to control frames that may wait while the server does not take them.</summary>
    private const int MaxWaitingControl = 2 * MaxWaitingBody;

    private const int SettingSize = 6;

    private int _nextStreamId;
    private int _streamId;
    private FlowWindow _connectionWindow;
    private FlowWindow _streamWindow;

    /// <summary>The head of the request that could not be opened yet; empty once it was.</summary>
    private RequestMessage _waiting;

    private RequestMessage _body;

    /// <summary>Part of the request is not with the system yet.</summary>
    public bool IsRequestUnsent { get; private set; }

    private static ReadOnlySpan<byte> Preface => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8;

    /// <summary>Begins a request; <see cref="Output"/> then holds as much of it as may go now.</summary>
    /// <param name="request">Its field block and its body.</param>
    /// <param name="toHead">True where it is a HEAD request.</param>
    public void Begin(RequestMessage request, bool toHead)
    {
        if (!_hasBegun)
        {
            WritePreface();
        }

        BeginResponse(toHead);
        IsRequestUnsent = true;
        _waiting = new RequestMessage(request.Address, request.HeadLength);
        _body = new RequestMessage(request.Address + request.HeadLength, request.Length - request.HeadLength);
        Write();
    }

    /// <summary>What was taken from <see cref="Output"/> has been sent: puts in what may follow.</summary>
    public void Continue()
    {
        if (IsRequestUnsent)
        {
            Write();
            IsRequestUnsent = _waiting.Length > 0 || _body.Length > 0 || _output.Waiting > 0;
        }
    }

    private void ResetRequests()
    {
        _nextStreamId = 1;
        _streamId = 0;
        _connectionWindow = new FlowWindow(FlowWindow.DefaultSize);
        _waiting = default;
        _body = default;
        IsRequestUnsent = false;
    }

    private void WritePreface()
    {
        Preface.CopyTo(_output.Add(Preface.Length));
        var settings = AddFrame(FrameType.Settings, FrameFlags.None, 0, 3 * SettingSize);
        WriteSetting(settings, SettingId.EnablePush, 0);
        WriteSetting(settings[SettingSize..], SettingId.InitialWindowSize, ReceiveWindow);
        WriteSetting(settings[(2 * SettingSize)..], SettingId.MaxHeaderListSize, HttpResponseParser.MaxHeadBytes);
        WriteWindowUpdate(0, ReceiveWindow - FlowWindow.DefaultSize);
    }

    private static void WriteSetting(Span<byte> output, SettingId id, int value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(output, (ushort)id);
        BinaryPrimitives.WriteInt32BigEndian(output[2..], value);
    }

    private void Write()
    {
        if (_waiting.Length > 0 && _peer.MaxConcurrentStreams > 0)
        {
            WriteHead();
        }

        while (_waiting.Length == 0 && _body.Length > 0 && BodyRoom() is var room and > 0)
        {
            WriteBody(Math.Min(room, _body.Length));
        }
    }

    private void WriteHead()
    {
        _streamId = _nextStreamId;
        // Beyond the last number it becomes negative, and the connection is not used again.
        _nextStreamId = unchecked(_nextStreamId + 2);
        _isOpen = true;
        _streamWindow = new FlowWindow(_peer.InitialWindowSize);
        var prefix = _hasBegun ? 0 : 1;
        _hasBegun = true;
        var flags = _body.Length == 0 ? FrameFlags.EndStream : FrameFlags.None;
        WriteFragment(FrameType.Headers, flags, prefix);
        while (_waiting.Length > 0)
        {
            WriteFragment(FrameType.Continuation, FrameFlags.None, 0);
        }
    }

    private void WriteFragment(FrameType type, FrameFlags flags, int prefix)
    {
        var length = Math.Min(_waiting.Length, _peer.MaxFrameSize - prefix);
        flags |= length == _waiting.Length ? FrameFlags.EndHeaders : FrameFlags.None;
        WriteFrameHeader(type, flags, _streamId, prefix + length);
        if (prefix > 0)
        {
            _output.Add(prefix)[0] = HpackEncoder.NoTable;
        }

        _output.Add(_waiting.Address, length);
        _waiting = Rest(_waiting, length);
    }

    private int BodyRoom()
    {
        var windows = Math.Min(_connectionWindow.Size, _streamWindow.Size);
        return Math.Min(Math.Min(windows, _peer.MaxFrameSize), MaxWaitingBody - _output.Waiting);
    }

    private void WriteBody(int length)
    {
        WriteFrameHeader(FrameType.Data, length == _body.Length ? FrameFlags.EndStream : FrameFlags.None, _streamId, length);
        _output.Add(_body.Address, length);
        _body = Rest(_body, length);
        _connectionWindow.Take(length);
        _streamWindow.Take(length);
    }

    private static RequestMessage Rest(RequestMessage message, int taken) => new(message.Address + taken, message.Length - taken);

    /// <summary>The answer is complete, so nobody waits for the rest of the request (RFC 9113 section 8.1).</summary>
    private void CancelRest()
    {
        if (_body.Length > 0)
        {
            _body = default;
            WriteCode(FrameType.RstStream, _streamId, Http2ErrorCode.Cancel);
        }
    }

    private void WriteWindowUpdate(int streamId, int increment) =>
        BinaryPrimitives.WriteInt32BigEndian(AddFrame(FrameType.WindowUpdate, FrameFlags.None, streamId, sizeof(int)), increment);

    private void WriteCode(FrameType type, int streamId, Http2ErrorCode code) =>
        BinaryPrimitives.WriteUInt32BigEndian(AddFrame(type, FrameFlags.None, streamId, sizeof(uint)), (uint)code);

    /// <summary>The last stream that the server opened is none.</summary>
    private void WriteGoAway(Http2ErrorCode code)
    {
        var payload = AddFrame(FrameType.GoAway, FrameFlags.None, 0, 2 * sizeof(uint));
        BinaryPrimitives.WriteUInt32BigEndian(payload, 0);
        BinaryPrimitives.WriteUInt32BigEndian(payload[sizeof(uint)..], (uint)code);
    }

    private Span<byte> AddFrame(FrameType type, FrameFlags flags, int streamId, int length)
    {
        WriteFrameHeader(type, flags, streamId, length);
        return _output.Add(length);
    }

    private void WriteFrameHeader(FrameType type, FrameFlags flags, int streamId, int length) =>
        new FrameHeader(length, type, flags, streamId).Write(_output.Add(FrameHeader.Size));
}
