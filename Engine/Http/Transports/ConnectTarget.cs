using System.Net;
using SocketAddress = LoadLab.Engine.Interop.SocketAddress;

namespace LoadLab.Engine.Http.Transports;

/// <summary>Where a transport connects to: one target, in every form that a transport may want it.</summary>
internal sealed class ConnectTarget(IPEndPoint endPoint, string? tlsHost = null)
{
    private readonly SocketAddress _address = SocketAddress.From(endPoint);

    public IPEndPoint EndPoint { get; } = endPoint;

    /// <summary>The address as the kernel reads it.</summary>
    public ref readonly SocketAddress Address => ref _address;

    /// <summary>The name that the peer's certificate must be for; null for plain text.</summary>
    public string? TlsHost { get; } = tlsHost;
}
