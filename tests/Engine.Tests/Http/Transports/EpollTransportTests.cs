using LoadLab.Engine.Http.Transports;

namespace LoadLab.Engine.Tests.Http.Transports;

public sealed class EpollTransportTests() : TransportContract(EpollTransport.Create());
