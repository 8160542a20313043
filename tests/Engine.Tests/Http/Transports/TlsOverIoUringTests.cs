using LoadLab.Engine.Http.Transports.Rings;

namespace LoadLab.Engine.Tests.Http.Transports;

public sealed class TlsOverIoUringTests() : TlsTransportContract(IoUringTransport.Create(messagesLast: false));
