using LoadLab.Engine.Http.Transports.Rings;

namespace LoadLab.Engine.Tests.Http.Transports;

public sealed class IoUringTransportTests() : TransportContract(IoUringTransport.Create());
