namespace LoadLab.Engine.Http.Transports;

/// <summary>What became of an attempt to connect.</summary>
internal enum ConnectStatus
{
    /// <summary>Connected at once, as loopback does.</summary>
    Connected,

    /// <summary><see cref="ITransportHandler.OnConnected"/> or <see cref="ITransportHandler.OnFailed"/> will tell.</summary>
    Pending,

    /// <summary>Nothing listens there.</summary>
    Refused,

    /// <summary>Any other failure, on this machine or on the way.</summary>
    Failed,
}
