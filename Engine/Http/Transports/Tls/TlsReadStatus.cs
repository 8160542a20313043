namespace LoadLab.Engine.Http.Transports.Tls;

/// <summary>What there was to read of a TLS connection.</summary>
internal enum TlsReadStatus
{
    /// <summary>Nothing now.</summary>
    Pending,

    Data,

    /// <summary>The peer closed its side, with or without saying so in TLS.</summary>
    Ended,

    /// <summary>The peer broke off in the middle of a record.</summary>
    BrokenOff,

    /// <summary>The peer refused, or sent what is not TLS.</summary>
    Failed,
}
