namespace LoadLab.Engine;

/// <summary>Why a request got no complete response. Persisted by name: never rename, never renumber.</summary>
public enum ErrorKind
{
    /// <summary>Nothing listens there.</summary>
    ConnectRefused = 0,

    /// <summary>No connection within the connect time-out.</summary>
    ConnectTimeout = 1,

    /// <summary>Any other failure to connect: no route, no free port, too many files.</summary>
    ConnectFailed = 2,

    /// <summary>The peer reset the connection, or with HTTP/2 the request's stream.</summary>
    ConnectionReset = 3,

    /// <summary>The peer closed before the response was complete.</summary>
    ConnectionClosed = 4,

    /// <summary>No complete response within the response time-out.</summary>
    ResponseTimeout = 5,

    /// <summary>The bytes received are not an HTTP response.</summary>
    ProtocolError = 6,

    /// <summary>The run ended before the response came.</summary>
    Unfinished = 7,

    /// <summary>A scenario's own code failed the step or threw.</summary>
    ScenarioFailed = 8,

    /// <summary>The connection was made, but not encrypted: the TLS handshake failed, or the peer broke TLS off later.</summary>
    TlsFailed = 9,
}
