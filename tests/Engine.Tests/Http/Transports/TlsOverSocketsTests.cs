using LoadLab.Engine.Http.Transports.Sockets;

namespace LoadLab.Engine.Tests.Http.Transports;

public sealed class TlsOverSocketsTests() : TlsTransportContract(SocketsTransport.Create());
