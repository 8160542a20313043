using System.Runtime.InteropServices;
using LoadLab.Engine.Http.Wire;
using LoadLab.Engine.Interop;

namespace LoadLab.Engine.Http.Transports;

/// <summary>Non-blocking sockets on an edge-triggered epoll: a connection is registered once, and a request costs one send and one recv.</summary>
internal sealed unsafe class EpollTransport : ITransport
{
    private const int MaxEvents = 256;
    private const int ReceiveBytes = 64 * 1024;

    /// <summary>One megabyte: a peer that sends faster than it is read must not keep the loop from all others.</summary>
    private const int ReceivesInARow = 16;

    private const int FirstSlots = 64;
    private const int NoSocket = -1;
    private const uint AllEvents = LibC.EPOLLIN | LibC.EPOLLOUT | LibC.EPOLLRDHUP | LibC.EPOLLET;
    private const uint EndEvents = LibC.EPOLLRDHUP | LibC.EPOLLHUP | LibC.EPOLLERR;
    private const ulong WakeData = ulong.MaxValue;

    private readonly int _epoll;
    private readonly int _wake;
    private readonly byte* _events;
    private readonly byte* _buffer;
    private EpollSocket[] _sockets;
    private int _ready;
    private bool _hasPreciseWait = true;
    private bool _isDisposed;

    private EpollTransport(int epoll, int wake)
    {
        _epoll = epoll;
        _wake = wake;
        _events = (byte*)NativeMemory.Alloc((nuint)(MaxEvents * EpollEvent.Size));
        _buffer = (byte*)NativeMemory.Alloc(ReceiveBytes);
        _sockets = [];
        GrowTo(FirstSlots);
        Register(_wake, LibC.EPOLLIN | LibC.EPOLLET, WakeData);
    }

    /// <summary>Why there can be none on this machine; null where there can.</summary>
    public static string? Probe() => OperatingSystem.IsLinux() ? null : "it needs Linux.";

    /// <exception cref="LoadSetupException">The kernel grants no descriptors.</exception>
    public static EpollTransport Create()
    {
        var epoll = LibC.epoll_create1(LibC.EPOLL_CLOEXEC);
        var wake = LibC.eventfd(0, LibC.EFD_NONBLOCK | LibC.EFD_CLOEXEC);
        return epoll >= 0 && wake >= 0
            ? new EpollTransport(epoll, wake)
            : throw new LoadSetupException($"The transport 'epoll' cannot start: {LastError()}. Raise the limit of open files (ulimit -n).");
    }

    public ConnectStatus Connect(int slot, ConnectTarget target)
    {
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
        ref var socket = ref _sockets[slot];
        socket.Fd = fd;
        socket.IsConnecting = error == Errno.EINPROGRESS;
        if (error is not (0 or Errno.EINPROGRESS) || !Register(fd, AllEvents, DataOf(slot, socket.Generation)))
        {
            Close(slot);
            return ConnectFailure.ToStatus(error);
        }

        return socket.IsConnecting ? ConnectStatus.Pending : ConnectStatus.Connected;
    }

    public SendStatus Send(int slot, RequestMessage message, out int bytes)
    {
        ref var socket = ref _sockets[slot];
        var sent = LibC.send(socket.Fd, (void*)message.Address, (nuint)message.Length, LibC.MSG_NOSIGNAL);
        bytes = (int)Math.Max(sent, 0);
        return sent == message.Length ? SendStatus.Sent : SendRest(ref socket, message, ref bytes, sent < 0);
    }

    public void Close(int slot)
    {
        ref var socket = ref _sockets[slot];
        if (socket.Fd == NoSocket)
        {
            return;
        }

        // Closing takes the descriptor out of the epoll set; events of it already fetched carry the old generation and are dropped.
        _ = LibC.close(socket.Fd);
        socket.Fd = NoSocket;
        socket.Generation++;
        socket.IsConnecting = false;
        socket.Pending = default;
    }

    public int Wait(long timeoutNs, int maxEvents)
    {
        var limit = Math.Min(maxEvents, MaxEvents);
        var ready = timeoutNs <= 0 ? LibC.epoll_wait(_epoll, _events, limit, 0) : WaitPrecisely(timeoutNs, limit);
        // A signal is nothing that happened here.
        _ready = Math.Max(ready, 0);
        return _ready;
    }

    public void Dispatch(ITransportHandler handler)
    {
        for (var i = 0; i < _ready; i++)
        {
            var happened = _events + i * EpollEvent.Size;
            var data = EpollEvent.Data(happened);
            if (data == WakeData)
            {
                ulong count;
                _ = LibC.read(_wake, &count, sizeof(ulong));
                continue;
            }

            DispatchTo(handler, (int)(uint)data, (uint)(data >> 32), EpollEvent.Events(happened));
        }

        _ready = 0;
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
            Close(slot);
        }

        _ = LibC.close(_wake);
        _ = LibC.close(_epoll);
        NativeMemory.Free(_events);
        NativeMemory.Free(_buffer);
    }

    private static ulong DataOf(int slot, uint generation) => (ulong)generation << 32 | (uint)slot;

    private static string LastError() => Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError());

    private void GrowTo(int slots)
    {
        var first = _sockets.Length;
        Array.Resize(ref _sockets, slots);
        for (var slot = first; slot < slots; slot++)
        {
            _sockets[slot].Fd = NoSocket;
        }
    }

    private bool Register(int fd, uint events, ulong data) => Control(LibC.EPOLL_CTL_ADD, fd, events, data);

    private bool Control(int operation, int fd, uint events, ulong data)
    {
        // 16 bytes hold the structure of every architecture.
        var request = stackalloc byte[16];
        EpollEvent.Write(request, events, data);
        return LibC.epoll_ctl(_epoll, operation, fd, request) == 0;
    }

    private int WaitPrecisely(long timeoutNs, int limit)
    {
        var timeout = Timespec.FromNs(timeoutNs);
        if (_hasPreciseWait)
        {
            var ready = (int)LibC.syscall_epoll_pwait2(LibC.SYS_epoll_pwait2, _epoll, _events, limit, &timeout, null, 0);
            if (ready >= 0 || Marshal.GetLastPInvokeError() is not (Errno.ENOSYS or Errno.EPERM))
            {
                return ready;
            }

            // Linux before 5.11, or a container that does not know the call.
            _hasPreciseWait = false;
        }

        var descriptor = new PollDescriptor { fd = _epoll, events = LibC.POLLIN };
        _ = LibC.ppoll(&descriptor, 1, &timeout, null);
        return LibC.epoll_wait(_epoll, _events, limit, 0);
    }

    private void DispatchTo(ITransportHandler handler, int slot, uint generation, uint events)
    {
        ref var socket = ref _sockets[slot];
        if (socket.Generation != generation)
        {
            return;
        }

        if (socket.IsConnecting && !FinishConnect(handler, slot))
        {
            return;
        }

        // The handler may have closed the slot, or grown the table.
        if ((events & LibC.EPOLLOUT) != 0 && _sockets[slot].Generation == generation && _sockets[slot].Pending.Length > 0)
        {
            Flush(handler, slot);
        }

        if ((events & (LibC.EPOLLIN | EndEvents)) != 0 && _sockets[slot].Generation == generation)
        {
            Receive(handler, slot, generation, (events & EndEvents) != 0);
        }
    }

    private bool FinishConnect(ITransportHandler handler, int slot)
    {
        ref var socket = ref _sockets[slot];
        var error = StreamSocket.ConnectError(socket.Fd);
        socket.IsConnecting = false;
        if (error == 0)
        {
            handler.OnConnected(slot);
            return true;
        }

        handler.OnFailed(slot, ConnectFailure.ToErrorKind(error));
        return false;
    }

    /// <summary>Reads until the kernel has no more, or it is the others' turn. Edge-triggered, a read that did not fill the buffer says so (epoll(7)).</summary>
    private void Receive(ITransportHandler handler, int slot, uint generation, bool isEnding)
    {
        for (var receives = 0; _sockets[slot].Generation == generation; receives++)
        {
            if (receives == ReceivesInARow)
            {
                // Told again what is so already, the kernel reports once more what there is to read.
                _ = Control(LibC.EPOLL_CTL_MOD, _sockets[slot].Fd, AllEvents, DataOf(slot, generation));
                return;
            }

            var received = LibC.recv(_sockets[slot].Fd, _buffer, ReceiveBytes, 0);
            if (received > 0)
            {
                handler.OnReceived(slot, new ReadOnlySpan<byte>(_buffer, (int)received), isEnding);
                if (received < ReceiveBytes && !isEnding)
                {
                    return;
                }
            }
            else if (received == 0)
            {
                handler.OnEnded(slot);
                return;
            }
            else if (!RetryReceive(handler, slot))
            {
                return;
            }
        }
    }

    private static bool RetryReceive(ITransportHandler handler, int slot)
    {
        var error = Marshal.GetLastPInvokeError();
        if (error is not (Errno.EINTR or Errno.EAGAIN))
        {
            handler.OnFailed(slot, ErrorKind.ConnectionReset);
        }

        return error == Errno.EINTR;
    }

    private static SendStatus SendRest(ref EpollSocket socket, RequestMessage message, ref int bytes, bool hasFailed)
    {
        var error = hasFailed ? Marshal.GetLastPInvokeError() : 0;
        while (error is 0 or Errno.EINTR)
        {
            var sent = LibC.send(
                socket.Fd, (void*)(message.Address + bytes), (nuint)(message.Length - bytes), LibC.MSG_NOSIGNAL);
            error = sent < 0 ? Marshal.GetLastPInvokeError() : 0;
            bytes += (int)Math.Max(sent, 0);
            if (bytes == message.Length)
            {
                return SendStatus.Sent;
            }
        }

        if (error != Errno.EAGAIN)
        {
            return error == Errno.EPIPE ? SendStatus.Closed : SendStatus.Reset;
        }

        socket.Pending = new RequestMessage(message.Address + bytes, message.Length - bytes);
        return SendStatus.Pending;
    }

    private void Flush(ITransportHandler handler, int slot)
    {
        ref var socket = ref _sockets[slot];
        var message = socket.Pending;
        socket.Pending = default;
        var bytes = 0;
        var status = SendRest(ref socket, message, ref bytes, hasFailed: false);
        switch (status)
        {
            case SendStatus.Sent or SendStatus.Pending:
                handler.OnSent(slot, bytes, status == SendStatus.Sent);
                break;
            case SendStatus.Closed:
                handler.OnFailed(slot, ErrorKind.ConnectionClosed);
                break;
            default:
                handler.OnFailed(slot, ErrorKind.ConnectionReset);
                break;
        }
    }
}
