namespace LoadLab.Engine.Http.Wire.Http2;

/// <summary>What became of the request under way, after some bytes.</summary>
internal enum ExchangeStatus
{
    /// <summary>Nothing yet, or there is no request under way.</summary>
    Open,

    /// <summary>The response is complete.</summary>
    Complete,

    /// <summary>The server reset the request's stream; the connection may go on.</summary>
    Reset,

    /// <summary>The server is leaving and did not take the request.</summary>
    Abandoned,

    /// <summary>The server broke the protocol; nothing more can be read on this connection.</summary>
    Broken,
}
