using System.Runtime.InteropServices;
using LoadLab.Engine.Interop;

namespace LoadLab.Benchmarks.Interop;

/// <summary>Sockets of a single-threaded server: waits for them, reads, writes and closes them, with no more system calls than that.</summary>
internal sealed unsafe class SocketPoll : IDisposable
{
    private const int MaxEvents = 512;
    private const int EAGAIN = 11;

    private readonly int _epoll;
    private readonly byte* _events;

    public SocketPoll()
    {
        _epoll = Require(LibC.epoll_create1(LibC.EPOLL_CLOEXEC), "epoll_create1");
        _events = (byte*)NativeMemory.Alloc((nuint)(MaxEvents * EpollEvent.Size));
    }

    /// <summary>Watches a listening socket: told of for as long as somebody waits to be accepted.</summary>
    public void AddListener(int descriptor) => Add(descriptor, LibC.EPOLLIN);

    /// <summary>Takes the next connection of a listener and watches it: told of once each time data arrives.</summary>
    /// <returns>Its descriptor, or −1 where nobody waits.</returns>
    public int Accept(int listener)
    {
        var descriptor = NativeMethods.accept4(listener, null, null, LibC.SOCK_NONBLOCK | LibC.SOCK_CLOEXEC);
        if (descriptor >= 0)
        {
            Add(descriptor, LibC.EPOLLIN | LibC.EPOLLRDHUP | LibC.EPOLLET);
        }

        return descriptor;
    }

    /// <summary>Waits until something is ready, or for the given time; −1 waits without end.</summary>
    /// <returns>How many are ready.</returns>
    public int Wait(int timeoutMs) => Math.Max(0, LibC.epoll_wait(_epoll, _events, MaxEvents, timeoutMs));

    /// <summary>The descriptor that is ready as number <paramref name="index"/> of the last wait.</summary>
    public int Ready(int index) => (int)EpollEvent.Data(_events + (index * EpollEvent.Size));

    /// <summary>Reads what is there.</summary>
    /// <returns>Bytes read; 0 where nothing is there now; −1 where the connection has ended.</returns>
    public static int Receive(int descriptor, Span<byte> buffer)
    {
        fixed (byte* start = buffer)
        {
            var received = (int)LibC.recv(descriptor, start, (nuint)buffer.Length, 0);
            return received > 0 ? received : received < 0 && Marshal.GetLastPInvokeError() == EAGAIN ? 0 : -1;
        }
    }

    /// <returns>Whether all of it was taken.</returns>
    public static bool Send(int descriptor, ReadOnlySpan<byte> data)
    {
        fixed (byte* start = data)
        {
            return LibC.send(descriptor, start, (nuint)data.Length, LibC.MSG_NOSIGNAL) == data.Length;
        }
    }

    public static void Close(int descriptor) => _ = LibC.close(descriptor);

    public void Dispose()
    {
        _ = LibC.close(_epoll);
        NativeMemory.Free(_events);
    }

    private void Add(int descriptor, uint events)
    {
        var entry = stackalloc byte[EpollEvent.Size];
        EpollEvent.Write(entry, events, (ulong)descriptor);
        Require(LibC.epoll_ctl(_epoll, LibC.EPOLL_CTL_ADD, descriptor, entry), "epoll_ctl");
    }

    private static int Require(int result, string call) =>
        result >= 0 ? result : throw new InvalidOperationException($"{call} failed with error {Marshal.GetLastPInvokeError()}.");
}
