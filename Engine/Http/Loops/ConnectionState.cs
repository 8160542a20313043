namespace LoadLab.Engine.Http.Loops;

/// <summary>What a connection is doing.</summary>
internal enum ConnectionState
{
    Closed,

    /// <summary>Being made, with a request bound to it.</summary>
    Connecting,

    /// <summary>Its request is sent, or being sent.</summary>
    Busy,

    /// <summary>Kept alive for the next request.</summary>
    Idle,
}
