using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using LoadLab.Engine.Http;
using LoadLab.Engine.Http.Transports;
using LoadLab.Engine.Http.Transports.Tls;

namespace LoadLab.Engine.Tests.Http.Transports;

/// <summary>The contract with TLS between the transport and its peer.</summary>
public abstract class TlsTransportContract : TransportContract, IDisposable
{
    private const string Host = "localhost";

    private readonly TestAuthority _authority;
    private readonly TlsClient _client;
    private readonly X509Certificate2 _certificate;

    private protected TlsTransportContract(ITransport below) : this(below, new TestAuthority())
    {
    }

    private TlsTransportContract(ITransport below, TestAuthority authority) : this(below, authority, TlsClient.Load(new TlsOptions { CaFile = authority.CaFile }))
    {
    }

    private TlsTransportContract(ITransport below, TestAuthority authority, TlsClient client)
        : base(new TlsTransport(below, new TransportSetup { Tls = client }))
    {
        _authority = authority;
        _client = client;
        _certificate = authority.Issue(Host);
    }

    private protected override string? TlsHost => Host;

    public new void Dispose()
    {
        base.Dispose();
        _client.Dispose();
        _authority.Dispose();
        _certificate.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected override Stream Secure(Stream plain)
    {
        var secure = new SslStream(plain);
        secure.AuthenticateAsServer(new SslServerAuthenticationOptions { ServerCertificate = _certificate });
        return secure;
    }
}
