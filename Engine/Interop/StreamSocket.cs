using System.Runtime.InteropServices;

namespace LoadLab.Engine.Interop;

/// <summary>Opening and connecting a non-blocking TCP socket, as every native transport does it.</summary>
internal static unsafe class StreamSocket
{
    /// <summary>Opens a socket that sends without delay; the descriptor, or a negative number where the system grants none.</summary>
    public static int Open(in SocketAddress address)
    {
        var fd = LibC.socket(address.Family, LibC.SOCK_STREAM | LibC.SOCK_NONBLOCK | LibC.SOCK_CLOEXEC, 0);
        if (fd >= 0)
        {
            var one = 1;
            _ = LibC.setsockopt(fd, LibC.IPPROTO_TCP, LibC.TCP_NODELAY, &one, sizeof(int));
        }

        return fd;
    }

    /// <summary>Begins to connect; 0 once connected, otherwise the error number, <see cref="Errno.EINPROGRESS"/> among them.</summary>
    public static int Connect(int fd, in SocketAddress address)
    {
        fixed (byte* raw = address.Raw)
        {
            return LibC.connect(fd, raw, (uint)address.Length) == 0 ? 0 : Marshal.GetLastPInvokeError();
        }
    }

    /// <summary>What became of connecting, once the socket is writable: 0, or the error number.</summary>
    public static int ConnectError(int fd)
    {
        int error;
        uint length = sizeof(int);
        _ = LibC.getsockopt(fd, LibC.SOL_SOCKET, LibC.SO_ERROR, &error, &length);
        return error;
    }
}
