namespace LoadLab.Engine.Http.Transports.Tls;

/// <summary>How far a TLS connection is, as the loop sees it.</summary>
internal enum TlsPhase
{
    /// <summary>The connection below is being made.</summary>
    Connecting,

    /// <summary>A thread of the pool is at the handshake.</summary>
    Handshaking,

    /// <summary>The handshake is done but for its last bytes, which have not all gone out.</summary>
    Flushing,

    Established,

    /// <summary>Failed, and the loop was told.</summary>
    Failed,
}
