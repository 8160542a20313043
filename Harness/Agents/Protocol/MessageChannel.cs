using System.Net.WebSockets;
using LoadLab.Harness.Agents.Protocol.Messages;

namespace LoadLab.Harness.Agents.Protocol;

/// <summary>
/// Messages over a WebSocket, held to the protocol both ways. A message from the other side that breaks it ends the connection: the coordinator says
/// <see cref="Refused"/>, an agent <see cref="Bye"/>, and the breach is thrown.
/// </summary>
/// <remarks>
/// One message may be received at a time; any number may be sent at once and leave one after another. Cancelling either breaks off the connection.
/// Nothing is queued: memory is one frame each way, out of the shared pool.
/// </remarks>
internal sealed partial class MessageChannel : IAsyncDisposable
{
    private readonly WebSocket _socket;
    private readonly Side _side;
    private readonly TimeProvider _time;
    private readonly Conversation _conversation;
    private readonly Lock _conversing = new();
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly TokenBucket _received;
    private readonly TokenBucket _sent;
    private readonly long _openedAt;
    private Task<Message?>? _reading;

    /// <param name="socket">An open connection, which the channel then owns.</param>
    /// <param name="side">Which of the two this is.</param>
    /// <param name="time">For limits of time and rate.</param>
    public MessageChannel(WebSocket socket, Side side, TimeProvider time)
    {
        _socket = socket;
        _side = side;
        _time = time;
        _conversation = new Conversation(side);
        _received = new TokenBucket(ProtocolLimits.MessagesPerSecond, ProtocolLimits.MessageBurst, time);
        _sent = new TokenBucket(ProtocolLimits.SentMessagesPerSecond, ProtocolLimits.SentMessageBurst, time);
        _openedAt = time.GetTimestamp();
    }

    /// <summary>Where the conversation stands, from this side's point of view.</summary>
    public ConversationState State
    {
        get
        {
            lock (_conversing)
            {
                return _conversation.State;
            }
        }
    }

    /// <summary>Sends a message, after waiting where many were sent. After <see cref="Bye"/> or <see cref="Refused"/> nothing more is sent.</summary>
    /// <returns>False where it was not sent because it has come to nothing: its run is just over, or the conversation is.</returns>
    /// <exception cref="ProtocolException">It breaks the protocol. Nothing was sent, and the connection goes on.</exception>
    /// <exception cref="WebSocketException">The connection is lost.</exception>
    public async Task<bool> SendAsync(Message message, CancellationToken cancellation)
    {
        using var frame = new PooledBuffer();
        var isText = MessageCodec.Write(message, frame);
        await _sending.WaitAsync(cancellation);
        try
        {
            if (Say(message) == Disposition.Ignore)
            {
                return false;
            }

            await WaitForTokenAsync(cancellation);
            await SendFrameAsync(frame.Written, isText, cancellation);
            if (message is Bye or Refused)
            {
                await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellation);
            }

            return true;
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>The next message that is to be acted on; null once the connection is closed or lost.</summary>
    /// <exception cref="ProtocolException">The other side broke the protocol, or took too long over the handshake. It was told, and the connection is closed.</exception>
    public async Task<Message?> ReceiveAsync(CancellationToken cancellation)
    {
        try
        {
            while (State != ConversationState.Closed)
            {
                if (await WithinHandshakeAsync(ReadAsync(cancellation), cancellation) is not { } message)
                {
                    break;
                }

                if (Hear(message) == Disposition.Handle)
                {
                    return message;
                }
            }
        }
        catch (ProtocolException breach)
        {
            await RefuseAsync(breach);
            throw;
        }
        catch (Exception exception) when (IsLoss(exception, cancellation))
        {
            // Lost, or not speaking WebSocket: the same to those who wait for messages.
        }

        await CloseAsync();
        return null;
    }

    public ValueTask DisposeAsync()
    {
        End();
        _socket.Abort();
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private Disposition Say(Message message)
    {
        lock (_conversing)
        {
            return _conversation.Sending(message);
        }
    }

    private Disposition Hear(Message message)
    {
        lock (_conversing)
        {
            return _conversation.Receiving(message);
        }
    }

    private void End()
    {
        lock (_conversing)
        {
            _conversation.Close();
        }
    }
}
