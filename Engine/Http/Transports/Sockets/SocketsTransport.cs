using System.Net.Sockets;
using LoadLab.Engine.Http.Wire;
using LoadLab.Engine.Measurement;

namespace LoadLab.Engine.Http.Transports.Sockets;

/// <summary>The sockets of .NET, on every system that .NET runs on.</summary>
/// <remarks>
/// The loop sends and receives without waiting where it can. What cannot be done at once is finished by a thread of the runtime's pool, which
/// does nothing but put it into a queue for the loop and wake it. So each answer crosses two threads more than with a native transport.
/// </remarks>
internal sealed class SocketsTransport : ITransport
{
    private const int ReceiveBytes = 64 * 1024;

    /// <summary>After this much of one connection the others have their turn.</summary>
    private const int ReceivesInARow = 16;

    /// <summary>Waits for room with a part of a long message; most of it then goes at once.</summary>
    private const int SendBytes = 64 * 1024;

    private const int FirstSlots = 64;
    private const long DisposeLimitNs = 5_000_000_000;

    private readonly CompletionQueue<SocketOperation> _finished = new();
    private readonly LoopSignal _signal;
    private readonly Queue<SocketOperation> _ready = [];
    private readonly Stack<SocketChannel> _spare = [];
    private readonly byte[] _buffer = new byte[ReceiveBytes];
    private SocketChannel?[] _channels = new SocketChannel?[FirstSlots];
    private int _isWoken;
    private int _toDispatch;
    private int _underWay;
    private bool _isDisposed;

    private SocketsTransport(LoopSignal signal) => _signal = signal;

    /// <summary>Works wherever .NET does.</summary>
    public static string? Probe() => null;

    /// <exception cref="LoadSetupException">The system grants no descriptor.</exception>
    public static SocketsTransport Create() => Create(LoopSignal.Create());

    /// <summary>With a given signal, such as the one of other systems.</summary>
    public static SocketsTransport Create(LoopSignal signal) => new(signal);

    public ConnectStatus Connect(int slot, ConnectTarget target)
    {
        var channel = _spare.TryPop(out var spare) ? spare : new SocketChannel(OnFinishedLater);
        if (!channel.TryOpen(slot, target.EndPoint))
        {
            _spare.Push(channel);
            return ConnectStatus.Failed;
        }

        if (slot >= _channels.Length)
        {
            Array.Resize(ref _channels, Math.Max(slot + 1, 2 * _channels.Length));
        }

        _channels[slot] = channel;
        channel.Send.Kind = OperationKind.Connect;
        channel.IsConnecting = true;
        if (channel.Socket!.ConnectAsync(channel.Send))
        {
            Count(channel);
            return ConnectStatus.Pending;
        }

        return FinishConnectAtOnce(channel);
    }

    public SendStatus Send(int slot, RequestMessage message, out int bytes)
    {
        var channel = _channels[slot]!;
        channel.Pending = message;
        return SendPending(channel, out bytes);
    }

    public void Close(int slot)
    {
        if (slot >= _channels.Length || _channels[slot] is not { } channel)
        {
            return;
        }

        _channels[slot] = null;
        channel.IsClosed = true;
        channel.Pending = default;
        if (channel.UnderWay == 0)
        {
            Recycle(channel);
        }
        else
        {
            EndUnderWay(channel);
        }
    }

    public int Wait(long timeoutNs, int maxEvents)
    {
        _finished.TakeAll(_ready);
        if (_ready.Count == 0 && timeoutNs > 0)
        {
            Sleep(timeoutNs);
            _finished.TakeAll(_ready);
        }

        _toDispatch = Math.Min(_ready.Count, maxEvents);
        return _toDispatch + Interlocked.Exchange(ref _isWoken, 0);
    }

    public void Dispatch(ITransportHandler handler)
    {
        for (; _toDispatch > 0; _toDispatch--)
        {
            if (TakeReady() is { } operation)
            {
                DispatchTo(handler, operation.Channel, operation);
            }
        }
    }

    public void Wake()
    {
        Interlocked.Exchange(ref _isWoken, 1);
        _signal.Set();
    }

    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        for (var slot = 0; slot < _channels.Length; slot++)
        {
            Close(slot);
        }

        if (AwaitUnderWay())
        {
            _signal.Dispose();
        }

        foreach (var channel in _spare)
        {
            channel.Dispose();
        }
    }

    private void OnFinishedLater(SocketOperation operation)
    {
        _finished.Add(operation);
        _signal.Set();
    }

    private void Sleep(long timeoutNs)
    {
        var untilNs = MonotonicClock.NowNs() + timeoutNs;
        for (var leftNs = timeoutNs; leftNs > 0; leftNs = untilNs - MonotonicClock.NowNs())
        {
            _signal.Announce();
            if (!_finished.IsEmpty || Volatile.Read(ref _isWoken) != 0)
            {
                break;
            }

            _signal.Sleep(leftNs);
        }

        _signal.Withdraw();
    }

    /// <summary>The system may still be reading from a message or writing to a buffer: neither may go before it is done.</summary>
    private bool AwaitUnderWay()
    {
        var untilNs = MonotonicClock.NowNs() + DisposeLimitNs;
        while (_underWay > 0 && MonotonicClock.NowNs() < untilNs)
        {
            Wait(untilNs - MonotonicClock.NowNs(), int.MaxValue);
            for (; _toDispatch > 0; _toDispatch--)
            {
                TakeReady();
            }
        }

        return _underWay == 0;
    }

    /// <summary>The next operation that is finished; null where its connection was closed meanwhile.</summary>
    private SocketOperation? TakeReady()
    {
        var operation = _ready.Dequeue();
        var channel = operation.Channel;
        channel.UnderWay--;
        _underWay--;
        if (!channel.IsClosed)
        {
            return operation;
        }

        if (channel.UnderWay == 0)
        {
            Recycle(channel);
        }

        return null;
    }

    private void Count(SocketChannel channel)
    {
        channel.UnderWay++;
        _underWay++;
    }

    private void Recycle(SocketChannel channel)
    {
        channel.DisposeSocket();
        _spare.Push(channel);
    }

    /// <summary>
    /// Disposing while a receive is under way would reset the connection. Shutting down ends the receive in order, and the socket goes when
    /// that is seen; Windows leaves the receive waiting for the peer, so there the socket goes at once.
    /// </summary>
    private static void EndUnderWay(SocketChannel channel)
    {
        if (channel.IsConnecting || OperatingSystem.IsWindows())
        {
            channel.DisposeSocket();
            return;
        }

        try
        {
            channel.Socket!.Shutdown(SocketShutdown.Both);
        }
        catch (SocketException)
        {
            // The peer was faster.
            channel.DisposeSocket();
        }
    }

    private ConnectStatus FinishConnectAtOnce(SocketChannel channel)
    {
        channel.IsConnecting = false;
        if (channel.Send.SocketError == SocketError.Success)
        {
            BeginReceive(channel);
            return ConnectStatus.Connected;
        }

        var isRefused = channel.Send.SocketError == SocketError.ConnectionRefused;
        Close(channel.Slot);
        return isRefused ? ConnectStatus.Refused : ConnectStatus.Failed;
    }

    private void DispatchTo(ITransportHandler handler, SocketChannel channel, SocketOperation operation)
    {
        switch (operation.Kind)
        {
            case OperationKind.Connect:
                FinishConnect(handler, channel);
                break;
            case OperationKind.Send:
                FinishSend(handler, channel);
                break;
            default:
                FinishReceive(handler, channel);
                break;
        }
    }

    private void FinishConnect(ITransportHandler handler, SocketChannel channel)
    {
        channel.IsConnecting = false;
        switch (channel.Send.SocketError)
        {
            case SocketError.Success:
                BeginReceive(channel);
                handler.OnConnected(channel.Slot);
                break;
            case SocketError.ConnectionRefused:
                handler.OnFailed(channel.Slot, ErrorKind.ConnectRefused);
                break;
            case SocketError.TimedOut:
                handler.OnFailed(channel.Slot, ErrorKind.ConnectTimeout);
                break;
            default:
                handler.OnFailed(channel.Slot, ErrorKind.ConnectFailed);
                break;
        }
    }

    /// <summary>Begins the next receive. One that is finished at once is dispatched with the next events, after the others that wait.</summary>
    /// <returns>True where it found the end of the stream.</returns>
    private bool BeginReceive(SocketChannel channel)
    {
        var operation = channel.Receive;
        operation.Kind = OperationKind.Receive;
        channel.TurnBuffer();
        Count(channel);
        if (channel.Socket!.ReceiveAsync(operation))
        {
            return false;
        }

        _ready.Enqueue(operation);
        return operation is { SocketError: SocketError.Success, BytesTransferred: 0 };
    }

    private void FinishReceive(ITransportHandler handler, SocketChannel channel)
    {
        var received = channel.Received;
        if (channel.Receive.SocketError != SocketError.Success)
        {
            handler.OnFailed(channel.Slot, ErrorKind.ConnectionReset);
        }
        else if (received.Length == 0)
        {
            handler.OnEnded(channel.Slot);
        }
        else if (received.Length < SocketChannel.ReceiveBytes)
        {
            // Begun before the bytes are handed on, it says whether the peer has closed already.
            var isEnding = BeginReceive(channel);
            handler.OnReceived(channel.Slot, received, isEnding);
        }
        else
        {
            var generation = channel.Generation;
            handler.OnReceived(channel.Slot, received, isEnding: false);
            ReceiveOn(handler, channel, generation);
        }
    }

    /// <summary>There was more than the small buffer holds: reads on until the system has no more.</summary>
    private void ReceiveOn(ITransportHandler handler, SocketChannel channel, uint generation)
    {
        for (var i = 0; i < ReceivesInARow && IsOpen(channel, generation); i++)
        {
            var received = channel.Socket!.Receive(_buffer, SocketFlags.None, out var error);
            if (error is not (SocketError.Success or SocketError.WouldBlock))
            {
                handler.OnFailed(channel.Slot, ErrorKind.ConnectionReset);
                return;
            }

            if (received == 0 && error == SocketError.Success)
            {
                handler.OnEnded(channel.Slot);
                return;
            }

            if (received < ReceiveBytes)
            {
                var isEnding = BeginReceive(channel);
                HandOn(handler, channel, received, isEnding);
                return;
            }

            HandOn(handler, channel, received, isEnding: false);
        }

        if (IsOpen(channel, generation))
        {
            BeginReceive(channel);
        }
    }

    private void HandOn(ITransportHandler handler, SocketChannel channel, int received, bool isEnding)
    {
        if (received > 0)
        {
            handler.OnReceived(channel.Slot, _buffer.AsSpan(0, received), isEnding);
        }
    }

    /// <summary>The handler may have closed the slot, and even begun another connection with the same channel.</summary>
    private static bool IsOpen(SocketChannel channel, uint generation) => !channel.IsClosed && channel.Generation == generation;

    private void FinishSend(ITransportHandler handler, SocketChannel channel)
    {
        var slot = channel.Slot;
        var first = channel.Send.SocketError == SocketError.Success ? channel.Send.BytesTransferred : 0;
        channel.TakeOff(first);
        var rest = 0;
        var status = channel.Send.SocketError == SocketError.Success ? SendPending(channel, out rest) : StatusOf(channel.Send.SocketError);
        switch (status)
        {
            case SendStatus.Sent or SendStatus.Pending:
                handler.OnSent(slot, first + rest, status == SendStatus.Sent);
                break;
            case SendStatus.Closed:
                handler.OnFailed(slot, ErrorKind.ConnectionClosed);
                break;
            default:
                handler.OnFailed(slot, ErrorKind.ConnectionReset);
                break;
        }
    }

    private unsafe SendStatus SendPending(SocketChannel channel, out int bytes)
    {
        bytes = 0;
        while (channel.Pending.Length > 0)
        {
            var rest = new ReadOnlySpan<byte>((void*)channel.Pending.Address, channel.Pending.Length);
            var sent = channel.Socket!.Send(rest, SocketFlags.None, out var error);
            if (error == SocketError.WouldBlock)
            {
                if (SendLater(channel))
                {
                    return SendStatus.Pending;
                }

                (sent, error) = (channel.Send.BytesTransferred, channel.Send.SocketError);
            }

            if (error != SocketError.Success)
            {
                return StatusOf(error);
            }

            channel.TakeOff(sent);
            bytes += sent;
        }

        return SendStatus.Sent;
    }

    /// <summary>False where there was room after all, and the operation is done.</summary>
    private bool SendLater(SocketChannel channel)
    {
        channel.Send.Kind = OperationKind.Send;
        channel.PointAtPending(SendBytes);
        if (!channel.Socket!.SendAsync(channel.Send))
        {
            return false;
        }

        Count(channel);
        return true;
    }

    private static SendStatus StatusOf(SocketError error) =>
        error is SocketError.Shutdown or SocketError.NotConnected ? SendStatus.Closed : SendStatus.Reset;
}
