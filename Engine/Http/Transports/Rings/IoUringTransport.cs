using System.Runtime.InteropServices;
using LoadLab.Engine.Http.Wire;
using LoadLab.Engine.Interop;
using LoadLab.Engine.Interop.IoUring;
using static LoadLab.Engine.Interop.IoUring.IoUringNative;

namespace LoadLab.Engine.Http.Transports.Rings;

/// <summary>
/// Sockets on an io_uring: each connection is asked once to receive for as long as it lives, and the sends of one turn of the loop go to
/// the kernel in a few calls.
/// </summary>
/// <remarks>
/// A short message counts as sent when it is handed over, which is at the next <see cref="Wait"/> or after <see cref="SendBatch"/> sends,
/// whichever is first; only its failure is told. A long one, or any whose memory is used again, is pending until the kernel has taken all of it.
/// </remarks>
internal sealed unsafe class IoUringTransport : ITransport
{
    /// <summary>Sends handed over together at most: the last of them goes out later than noted by the time that the kernel takes for the others.</summary>
    private const uint SendBatch = 16;

    /// <summary>Longer messages may fill a socket's buffer (4 KiB at the least, 16 KiB by default; tcp(7)).</summary>
    private const int LongMessageBytes = 16 * 1024;

    private const int FirstSlots = 64;
    private const int NoSocket = -1;
    private const uint GenerationMask = 0xFF_FFFF;

    private readonly SubmissionRing _ring;
    private readonly ReceiveBuffers _buffers;
    private readonly int _wake;

    /// <summary>Of longer messages it is told when the kernel has taken them.</summary>
    private readonly int _longestUntold;

    /// <summary>Slots whose connections had bytes when no buffer was left, first come first served. Some may have closed since.</summary>
    private readonly Queue<int> _starved = new();

    private RingSocket[] _sockets = [];
    private int _ready;
    private int _givenBack;
    private bool _isEnabled;
    private bool _isDisposed;

    private IoUringTransport(SubmissionRing ring, ReceiveBuffers buffers, int wake, bool messagesLast)
    {
        _longestUntold = messagesLast ? LongMessageBytes : 0;
        _ring = ring;
        _buffers = buffers;
        _wake = wake;
        GrowTo(FirstSlots);
    }

    private enum Operation : byte
    {
        Wake,
        Connect,
        Receive,
        SendShort,
        SendLong,
    }

    /// <summary>Why there can be none on this machine; null where there can.</summary>
    public static string? Probe()
    {
        if (!OperatingSystem.IsLinux())
        {
            return "it needs Linux.";
        }

        using var transport = TryCreate(messagesLast: true, out var obstacle);
        return obstacle;
    }

    /// <param name="messagesLast">As in <see cref="TransportSetup.MessagesLast"/>.</param>
    /// <exception cref="LoadSetupException">The kernel does not offer it, or not to this process.</exception>
    public static IoUringTransport Create(bool messagesLast = true) =>
        TryCreate(messagesLast, out var obstacle) ?? throw new LoadSetupException($"The transport 'io_uring' cannot start: {obstacle} Choose the transport 'epoll'.");

    public ConnectStatus Connect(int slot, ConnectTarget target)
    {
        EnsureEnabled();
        ref readonly var address = ref target.Address;
        var fd = StreamSocket.Open(address);
        if (fd < 0)
        {
            return ConnectStatus.Failed;
        }

        if (slot >= _sockets.Length)
        {
            GrowTo(Math.Max(slot + 1, 2 * _sockets.Length));
        }

        var error = StreamSocket.Connect(fd, address);
        _sockets[slot].Fd = fd;
        switch (error)
        {
            case 0:
                BeginReceiving(slot);
                return ConnectStatus.Connected;
            case Errno.EINPROGRESS:
                _sockets[slot].IsConnecting = true;
                Poll(fd, LibC.POLLOUT, 0, DataOf(Operation.Connect, slot));
                return ConnectStatus.Pending;
            default:
                Close(slot);
                return ConnectFailure.ToStatus(error);
        }
    }

    public SendStatus Send(int slot, RequestMessage message, out int bytes)
    {
        if (message.Length > _longestUntold)
        {
            bytes = 0;
            SendLong(slot, message);
            return SendStatus.Pending;
        }

        Prepare(slot, message, Operation.SendShort, IOSQE_CQE_SKIP_SUCCESS);
        bytes = message.Length;
        if (_ring.Unsubmitted >= SendBatch)
        {
            _ring.Submit();
        }

        return SendStatus.Sent;
    }

    public void Close(int slot)
    {
        ref var socket = ref _sockets[slot];
        if (socket.Fd == NoSocket)
        {
            return;
        }

        // What was written for this descriptor must not reach another connection that gets the same number.
        if (_ring.Unsubmitted > 0)
        {
            _ring.Submit();
        }

        CloseDescriptor(ref socket);
        socket.Generation = (socket.Generation + 1) & GenerationMask;
        socket.IsConnecting = false;
        socket.IsEnding = false;
        socket.IsStarved = false;
        socket.Pending = default;
    }

    public int Wait(long timeoutNs, int maxEvents)
    {
        EnsureEnabled();
        var isIdle = _ring.Ready == 0;
        if (_starved.Count > 0)
        {
            // Where outcomes are still untold, they may hold all other buffers.
            ReceiveStarved(isIdle ? ReceiveBuffers.Count : _givenBack);
        }

        _givenBack = 0;
        if (_ring.Unsubmitted > 0 || (isIdle && timeoutNs > 0) || _ring.HasDeferred)
        {
            _ring.Enter(isIdle ? timeoutNs : 0);
        }

        _ready = Math.Min(_ring.Ready, maxEvents);
        for (var i = 0; i < _ready; i++)
        {
            NoteEnding(_ring.Completion(i));
        }

        return _ready;
    }

    public void Dispatch(ITransportHandler handler)
    {
        for (var i = 0; i < _ready; i++)
        {
            var completion = *_ring.Completion(i);
            DispatchTo(handler, completion);
            if ((completion.flags & IORING_CQE_F_BUFFER) != 0)
            {
                _buffers.GiveBack((ushort)(completion.flags >> IORING_CQE_BUFFER_SHIFT));
                _givenBack++;
            }
        }

        if (_ready > 0)
        {
            _buffers.Publish();
            _ring.ReleaseCompletions(_ready);
            _ready = 0;
        }
    }

    public void Wake()
    {
        var one = 1UL;
        _ = LibC.write(_wake, &one, sizeof(ulong));
    }

    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        for (var slot = 0; slot < _sockets.Length; slot++)
        {
            CloseDescriptor(ref _sockets[slot]);
        }

        _ring.Dispose();
        _buffers.Dispose();
        _ = LibC.close(_wake);
    }

    private static IoUringTransport? TryCreate(bool messagesLast, out string? obstacle)
    {
        obstacle = null;
        var ring = SubmissionRing.TryCreate(out var error);
        var buffers = ring is null ? null : ReceiveBuffers.TryCreate(ring, out error);
        var wake = buffers is null ? -1 : LibC.eventfd(0, LibC.EFD_NONBLOCK | LibC.EFD_CLOEXEC);
        if (ring is not null && buffers is not null && wake >= 0)
        {
            return new IoUringTransport(ring, buffers, wake, messagesLast);
        }

        error = error == 0 ? Marshal.GetLastPInvokeError() : error;
        ring?.Dispose();
        buffers?.Dispose();
        obstacle = error switch
        {
            Errno.EPERM or Errno.EACCES => "this process may not use io_uring (containers forbid it by default; see also kernel.io_uring_disabled).",
            Errno.ENOSYS => "this kernel has no io_uring.",
            Errno.EINVAL => "this kernel's io_uring is too old (it takes Linux 6.1).",
            _ => $"io_uring gave '{Marshal.GetPInvokeErrorMessage(error)}'.",
        };
        return null;
    }

    private static int SlotOf(ulong data) => (int)(uint)data;

    private static uint GenerationOf(ulong data) => (uint)(data >> 32) & GenerationMask;

    private static Operation OperationOf(ulong data) => (Operation)(data >> 56);

    private ulong DataOf(Operation operation, int slot) => (ulong)operation << 56 | (ulong)_sockets[slot].Generation << 32 | (uint)slot;

    /// <summary>The ring is made on one thread and used on another, to which it then belongs.</summary>
    private void EnsureEnabled()
    {
        if (!_isEnabled)
        {
            _isEnabled = true;
            _ring.Enable();
            WatchWake();
        }
    }

    private void GrowTo(int slots)
    {
        var first = _sockets.Length;
        Array.Resize(ref _sockets, slots);
        for (var slot = first; slot < slots; slot++)
        {
            _sockets[slot].Fd = NoSocket;
        }
    }

    private void WatchWake() => Poll(_wake, LibC.POLLIN, IORING_POLL_ADD_MULTI, (ulong)Operation.Wake << 56);

    private void Poll(int fd, short events, uint how, ulong data)
    {
        var sqe = _ring.Next();
        sqe->opcode = IORING_OP_POLL_ADD;
        sqe->fd = fd;
        sqe->len = how;
        sqe->op_flags = (ushort)events;
        sqe->user_data = data;
    }

    /// <summary>io_uring takes a descriptor that does not block at its word and never waits for it, so from here on it blocks.</summary>
    private void BeginReceiving(int slot)
    {
        _ = LibC.fcntl(_sockets[slot].Fd, LibC.F_SETFL, 0);
        Receive(slot);
    }

    private void Receive(int slot)
    {
        var sqe = _ring.Next();
        sqe->opcode = IORING_OP_RECV;
        sqe->flags = IOSQE_BUFFER_SELECT;
        sqe->ioprio = IORING_RECV_MULTISHOT | IORING_RECVSEND_POLL_FIRST;
        sqe->fd = _sockets[slot].Fd;
        sqe->buf_group = ReceiveBuffers.Group;
        sqe->user_data = DataOf(Operation.Receive, slot);
    }

    /// <summary>
    /// Asks again for as many as there are buffers for. Asked for at once, all of them would be told again and again that there is none, and the
    /// more of them there are, the fewer of the loop's turns would be left for what has come.
    /// </summary>
    private void ReceiveStarved(int most)
    {
        while (most > 0 && _starved.TryDequeue(out var slot))
        {
            ref var socket = ref _sockets[slot];
            if (socket.IsStarved)
            {
                socket.IsStarved = false;
                Receive(slot);
                most--;
            }
        }
    }

    private void SendLong(int slot, RequestMessage message)
    {
        _sockets[slot].Pending = message;
        Prepare(slot, message, Operation.SendLong, 0);
    }

    private void Prepare(int slot, RequestMessage message, Operation operation, byte flags)
    {
        var sqe = _ring.Next();
        sqe->opcode = IORING_OP_SEND;
        sqe->flags = flags;
        sqe->fd = _sockets[slot].Fd;
        sqe->addr = (ulong)message.Address;
        sqe->len = (uint)message.Length;
        sqe->op_flags = LibC.MSG_NOSIGNAL | LibC.MSG_WAITALL;
        sqe->user_data = DataOf(operation, slot);
    }

    private void NoteEnding(IoUringCqe* completion)
    {
        if (completion->res <= 0 && OperationOf(completion->user_data) == Operation.Receive && IsCurrent(completion->user_data))
        {
            _sockets[SlotOf(completion->user_data)].IsEnding = completion->res != -Errno.ENOBUFS;
        }
    }

    private bool IsCurrent(ulong data) => _sockets[SlotOf(data)].Generation == GenerationOf(data);

    private void DispatchTo(ITransportHandler handler, in IoUringCqe completion)
    {
        var operation = OperationOf(completion.user_data);
        if (operation == Operation.Wake)
        {
            TakeWake(completion);
        }
        else if (IsCurrent(completion.user_data))
        {
            var slot = SlotOf(completion.user_data);
            switch (operation)
            {
                case Operation.Receive:
                    OnReceive(handler, slot, completion);
                    break;
                case Operation.Connect:
                    OnConnect(handler, slot);
                    break;
                case Operation.SendLong:
                    OnSentLong(handler, slot, completion.res);
                    break;
                default:
                    // Of a short message only the failure is told.
                    FailSend(handler, slot, completion.res);
                    break;
            }
        }
    }

    private void TakeWake(in IoUringCqe completion)
    {
        ulong count;
        _ = LibC.read(_wake, &count, sizeof(ulong));
        if ((completion.flags & IORING_CQE_F_MORE) == 0)
        {
            WatchWake();
        }
    }

    private void OnConnect(ITransportHandler handler, int slot)
    {
        var error = StreamSocket.ConnectError(_sockets[slot].Fd);
        _sockets[slot].IsConnecting = false;
        if (error == 0)
        {
            BeginReceiving(slot);
            handler.OnConnected(slot);
            return;
        }

        handler.OnFailed(slot, ConnectFailure.ToErrorKind(error));
    }

    private void OnReceive(ITransportHandler handler, int slot, in IoUringCqe completion)
    {
        if (completion.res > 0)
        {
            var data = new ReadOnlySpan<byte>(_buffers.AddressOf((ushort)(completion.flags >> IORING_CQE_BUFFER_SHIFT)), completion.res);
            handler.OnReceived(slot, data, _sockets[slot].IsEnding);
            if ((completion.flags & IORING_CQE_F_MORE) == 0 && IsCurrent(completion.user_data))
            {
                Receive(slot);
            }
        }
        else if (completion.res == 0)
        {
            handler.OnEnded(slot);
        }
        else if (completion.res == -Errno.ENOBUFS)
        {
            _sockets[slot].IsStarved = true;
            _starved.Enqueue(slot);
        }
        else
        {
            handler.OnFailed(slot, ErrorKind.ConnectionReset);
        }
    }

    private void OnSentLong(ITransportHandler handler, int slot, int result)
    {
        if (result < 0)
        {
            FailSend(handler, slot, result);
            return;
        }

        var pending = _sockets[slot].Pending;
        var rest = new RequestMessage(pending.Address + result, pending.Length - result);
        if (rest.Length > 0)
        {
            SendLong(slot, rest);
        }

        handler.OnSent(slot, result, rest.Length == 0);
    }

    private static void FailSend(ITransportHandler handler, int slot, int result) =>
        handler.OnFailed(slot, result == -Errno.EPIPE ? ErrorKind.ConnectionClosed : ErrorKind.ConnectionReset);

    private static void CloseDescriptor(ref RingSocket socket)
    {
        if (socket.Fd != NoSocket)
        {
            // Receiving holds the connection open until it has ended, which the shutdown makes it do.
            _ = LibC.shutdown(socket.Fd, LibC.SHUT_RDWR);
            _ = LibC.close(socket.Fd);
            socket.Fd = NoSocket;
        }
    }
}
