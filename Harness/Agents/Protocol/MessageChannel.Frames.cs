using System.Net.WebSockets;
using LoadLab.Harness.Agents.Protocol.Messages;

namespace LoadLab.Harness.Agents.Protocol;

/// <content>Frames: bytes in, bytes out, and the end of the connection.</content>
internal sealed partial class MessageChannel
{
    private async Task WaitForTokenAsync(CancellationToken cancellation)
    {
        if (_sent.Take() is var wait && wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, _time, cancellation);
        }
    }

    private async Task SendFrameAsync(ReadOnlyMemory<byte> frame, bool isText, CancellationToken cancellation)
    {
        try
        {
            await _socket.SendAsync(frame, isText ? WebSocketMessageType.Text : WebSocketMessageType.Binary, endOfMessage: true, cancellation);
        }
        // What a socket throws that was aborted meanwhile.
        catch (Exception exception) when (IsLoss(exception, cancellation))
        {
            throw new WebSocketException(WebSocketError.ConnectionClosedPrematurely, exception);
        }
    }

    /// <summary>Reads a message piece by piece, never more of it than it may have; null at the close.</summary>
    private async Task<Message?> ReadAsync(CancellationToken cancellation)
    {
        using var frame = new PooledBuffer();
        // What the socket has of the first piece says what sort it is, and with that how much may come.
        var limit = ProtocolLimits.StrangerTextBytes;
        for (var isFirst = true; ; isFirst = false)
        {
            var room = frame.GetMemory();
            var piece = await _socket.ReceiveAsync(room[..Math.Min(room.Length, limit - frame.Written.Length)], cancellation);
            if (piece.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            var isText = piece.MessageType == WebSocketMessageType.Text;
            // Pieces with nothing in them cost time and no memory: they count like messages.
            if (isFirst || (piece.Count == 0 && !piece.EndOfMessage))
            {
                TakeToken();
            }

            frame.Advance(piece.Count);
            limit = Limit(isText, frame.Written.Span);
            if (frame.Written.Length > limit || (frame.Written.Length == limit && !piece.EndOfMessage))
            {
                throw new ProtocolException(RefusalCode.TooLarge, $"a message has more bytes than the {limit} it may have");
            }

            if (piece.EndOfMessage)
            {
                return MessageCodec.Read(isText, frame.Written.Span);
            }
        }
    }

    private void TakeToken()
    {
        if (!_received.TryTake())
        {
            throw new ProtocolException(
                RefusalCode.TooFast,
                $"there are more than {ProtocolLimits.MessagesPerSecond} messages a second after the first {ProtocolLimits.MessageBurst}");
        }
    }

    private int Limit(bool isText, ReadOnlySpan<byte> begun)
    {
        int limit;
        ConversationState state;
        lock (_conversing)
        {
            (limit, state) = (_conversation.MaxFrameBytes(isText), _conversation.State);
        }

        if (limit == 0)
        {
            throw ProtocolException.OutOfOrder($"a {(isText ? "text" : "binary")} frame may not come in state {state}");
        }

        return isText || begun.IsEmpty ? limit : Math.Min(limit, MessageKinds.MaxBytes((MessageKind)begun[0]));
    }

    /// <summary>Waits for what is being read, but before the end of the handshake no longer than that may take.</summary>
    private async Task<Message?> WithinHandshakeAsync(Task<Message?> reading, CancellationToken cancellation)
    {
        _reading = reading;
        if (State >= ConversationState.Idle)
        {
            return await reading;
        }

        var left = ProtocolLimits.Handshake - _time.GetElapsedTime(_openedAt);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var deadline = Task.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero, _time, over.Token);
        if (await Task.WhenAny(reading, deadline) == reading || cancellation.IsCancellationRequested)
        {
            await over.CancelAsync();
            return await reading;
        }

        throw new ProtocolException(RefusalCode.Closing, $"the handshake took longer than {ProtocolLimits.Handshake.TotalSeconds} s");
    }

    /// <summary>Tells the other side of its breach and ends the connection, within a bounded time whatever the other side does.</summary>
    private async Task RefuseAsync(ProtocolException breach)
    {
        var reason = Sentence.Of(breach.Reason);
        await EndAsync(async limit => await SendAsync(_side == Side.Coordinator ? new Refused(breach.Code, reason) : new Bye(reason), limit));
        _socket.Abort();
    }

    /// <summary>Answers the other side's close, or waits for its answer to ours.</summary>
    private Task CloseAsync() => EndAsync(limit => _socket.State is WebSocketState.Open or WebSocketState.CloseReceived
        ? _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, limit)
        : Task.CompletedTask);

    private async Task EndAsync(Func<CancellationToken, Task> say)
    {
        using var limit = new CancellationTokenSource(ProtocolLimits.Closing, _time);
        try
        {
            await say(limit.Token);
            await DrainAsync(limit.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or ProtocolException || IsLoss(exception, limit.Token))
        {
            // The connection ends either way.
        }

        End();
    }

    /// <summary>Reads to the other side's close: a connection closed with bytes unread is reset, and our last message with it.</summary>
    private async Task DrainAsync(CancellationToken limit)
    {
        if (_reading is { IsCompleted: false } reading)
        {
            await reading.WaitAsync(limit);
        }

        using var unread = new PooledBuffer();
        while (_socket.State is WebSocketState.Open or WebSocketState.CloseSent)
        {
            await _socket.ReceiveAsync(unread.GetMemory(), limit);
        }
    }

    private static bool IsLoss(Exception exception, CancellationToken cancellation) =>
        exception is WebSocketException or ObjectDisposedException
        || (exception is OperationCanceledException && !cancellation.IsCancellationRequested);
}
