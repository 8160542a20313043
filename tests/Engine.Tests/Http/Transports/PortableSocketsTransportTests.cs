using LoadLab.Engine.Http.Transports.Sockets;

namespace LoadLab.Engine.Tests.Http.Transports;

/// <summary>As on systems other than Linux, as far as it can be shown here.</summary>
public sealed class PortableSocketsTransportTests() : TransportContract(SocketsTransport.Create(new PortableSignal()));
