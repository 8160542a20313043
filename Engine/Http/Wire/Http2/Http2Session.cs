using LoadLab.Engine.Http.Wire.Http2.Hpack;

namespace LoadLab.Engine.Http.Wire.Http2;

/// <summary>The client's side of one HTTP/2 connection (RFC 9113) that carries one request at a time. Knows no socket: bytes in, bytes out.</summary>
/// <remarks>
/// A body received is counted, never kept; a field is decoded, looked at and forgotten. A connection in its stride allocates nothing.
/// Where the protocol leaves the choice between ending a stream and ending the connection, the connection is ended: a target that
/// answers wrongly is not to be measured on as if it had not.
/// </remarks>
internal sealed partial class Http2Session : IDisposable
{
    private const string SpeakHttp1 = "If it does not speak HTTP/2 on this port, use HTTP/1.1.";

    private const string NotHttp2 = $"The server did not begin as HTTP/2 does. {SpeakHttp1}";

    private readonly SendQueue _output = new();
    private readonly HpackDecoder _decoder;
    private FrameReader _frames;
    private PeerSettings _peer;
    private bool _hasBegun;
    private bool _hasPeerSettings;
    private bool _isGoingAway;
    private bool _isBroken;

    /// <param name="scratch">Room for one field decoded, shared by the sessions of one loop; its length bounds a response's fields.</param>
    public Http2Session(byte[] scratch)
    {
        _decoder = new HpackDecoder(scratch);
        Reset();
    }

    /// <summary>The status of the response that is complete.</summary>
    public int StatusCode => _fields.Status;

    /// <summary>Some of the response to the request under way has come.</summary>
    public bool HasResponseBegun { get; private set; }

    /// <summary>True where the connection may carry another request.</summary>
    public bool KeepsAlive => !_isBroken && !_isGoingAway && _nextStreamId > 0;

    /// <summary>What went wrong on this connection besides its transport, in a sentence; null where nothing did.</summary>
    public string? Problem { get; private set; }

    /// <summary>What is to be handed to the transport. After each <see cref="SendQueue.OnSent"/>, call <see cref="Continue"/>.</summary>
    public SendQueue Output => _output;

    /// <summary>Forgets everything, for a new connection; the transport must be done with the old one.</summary>
    public void Reset()
    {
        _output.Clear();
        _decoder.Reset();
        _frames.Reset();
        _peer = new PeerSettings();
        _hasBegun = false;
        _hasPeerSettings = false;
        _isGoingAway = false;
        _isBroken = false;
        Problem = null;
        ResetRequests();
        ResetReceiving();
    }

    /// <summary>Tells that the peer closed the connection, or that it failed, while a request was under way.</summary>
    public void OnClosed()
    {
        if (!_hasPeerSettings)
        {
            Problem ??= $"The server closed the connection before it said anything in HTTP/2. {SpeakHttp1}";
        }
    }

    public void Dispose() => _output.Dispose();

    private void Break(Http2ErrorCode code, string reason)
    {
        _isBroken = true;
        Problem ??= $"The server broke HTTP/2: {reason}.";
        WriteGoAway(code);
    }
}
