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

    public const int PortOffset = 2;
    public const int IPv4Offset = 4;
    public const int IPv6Offset = 8;
    public const int ScopeOffset = 24;

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
        BinaryPrimitives.WriteUInt16BigEndian(raw[PortOffset..], (ushort)endPoint.Port);
        endPoint.Address.TryWriteBytes(raw[(isIPv6 ? IPv6Offset : IPv4Offset)..], out _);
        if (isIPv6)
        {
            MemoryMarshal.Write(raw[ScopeOffset..], (uint)endPoint.Address.ScopeId);
        }

        return address;
    }
}
