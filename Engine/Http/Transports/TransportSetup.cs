using System.Net.Security;

namespace LoadLab.Engine.Http.Transports;

/// <summary>What a transport may need to know of the run before its first connection.</summary>
internal sealed record TransportSetup
{
    /// <summary>Messages stay as they are for the whole run, so that one may be counted as sent before the system has read it.</summary>
    public bool MessagesLast { get; init; } = true;

    /// <summary>For targets with a <see cref="ConnectTarget.TlsHost"/>; null where there are none.</summary>
    public TlsClient? Tls { get; init; }

    /// <summary>Offered in TLS handshakes (ALPN), the preferred first.</summary>
    public IReadOnlyList<SslApplicationProtocol> ApplicationProtocols { get; init; } = [SslApplicationProtocol.Http11];

    /// <summary>Told why TLS failed.</summary>
    public FirstReason FirstTlsFailure { get; init; } = new();
}
