namespace LoadLab.Engine.Http.Transports;

/// <summary>Told by a transport what happened to its connections, on the loop's own thread, during <see cref="ITransport.Dispatch"/>.</summary>
/// <remarks>A handler may connect, send and close any slot from within. Nothing more is told of a slot once it was closed.</remarks>
internal interface ITransportHandler
{
    /// <summary>A pending connection was made.</summary>
    void OnConnected(int slot);

    /// <summary>More bytes of a pending message went to the system.</summary>
    void OnSent(int slot, int bytes, bool isComplete);

    /// <summary>Bytes came.</summary>
    /// <param name="slot">The connection.</param>
    /// <param name="data">Valid during the call only.</param>
    /// <param name="isEnding">The peer is known to have closed already: nothing should be sent on this connection any more.</param>
    void OnReceived(int slot, ReadOnlySpan<byte> data, bool isEnding);

    /// <summary>The peer closed its side in order. The slot stays open until closed.</summary>
    void OnEnded(int slot);

    /// <summary>The connection failed, or could not be made. The slot stays taken until closed.</summary>
    void OnFailed(int slot, ErrorKind error);
}
