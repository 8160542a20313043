namespace LoadLab.Engine.Http;

/// <summary>Version of HTTP that a load speaks.</summary>
public enum HttpProtocolVersion
{
    Http11 = 0,

    /// <summary>With prior knowledge, without an upgrade, or as agreed on in the TLS handshake; one request at a time on each connection.</summary>
    Http2 = 1,
}
