using LoadLab.Engine.Http.Transports;

namespace LoadLab.Engine.Tests.Http.Transports;

public sealed class TlsOverEpollTests() : TlsTransportContract(EpollTransport.Create());
