using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace LoadLab.Engine.Interop;

/// <summary>A <c>struct sockaddr_in</c> or <c>sockaddr_in6</c>, ready for <c>connect</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct SocketAddress
{
    /// <summary><c>sizeof(struct sockaddr_in)</c>.</summary>
    public const int IPv4Bytes = 16;

    /// <summary><c>sizeof(struct sockaddr_in6)</c>.</summary>
    public const int IPv6Bytes = 28;

    public fixed byte Raw[IPv6Bytes];

    public int Length;

    /// <summary><c>AF_INET</c> or <c>AF_INET6</c>.</summary>
    public int Family;

    public static SocketAddress From(IPEndPoint endPoint)
    {
        var address = new SocketAddress();
        var raw = new Span<byte>(address.Raw, IPv6Bytes);
        var isIPv6 = endPoint.AddressFamily == AddressFamily.InterNetworkV6;
        address.Family = isIPv6 ? LibC.AF_INET6 : LibC.AF_INET;
        address.Length = isIPv6 ? IPv6Bytes : IPv4Bytes;
        MemoryMarshal.Write(raw, (ushort)address.Family);
        BinaryPrimitives.WriteUInt16BigEndian(raw[2..], (ushort)endPoint.Port);
        endPoint.Address.TryWriteBytes(raw[(isIPv6 ? 8 : 4)..], out _);
        if (isIPv6)
        {
            MemoryMarshal.Write(raw[24..], (uint)endPoint.Address.ScopeId);
        }

        return address;
    }
}
