namespace LoadLab.Engine.Http.Transports.Tls;

/// <summary>Where the encrypted bytes of a <see cref="TlsPipe"/> go.</summary>
internal interface ITlsPipeOwner
{
    /// <summary>The handshake, on a thread of the pool, has written something for the loop to send.</summary>
    void OnHandshakeOutput();

    /// <summary>Sends, on the loop's thread; false where nothing more may be written before <see cref="TlsPipe.FinishWrite"/>.</summary>
    /// <exception cref="IOException">The peer has closed or reset the connection.</exception>
    bool SendEncrypted(ReadOnlySpan<byte> bytes);
}
