namespace LoadLab.Engine.Http.Transports;

/// <summary>What became of a message handed to a transport.</summary>
internal enum SendStatus
{
    /// <summary>All of it went to the system.</summary>
    Sent,

    /// <summary>The rest follows when the peer takes it; <see cref="ITransportHandler.OnSent"/> tells of it.</summary>
    Pending,

    /// <summary>The peer had reset the connection.</summary>
    Reset,

    /// <summary>The peer had closed the connection.</summary>
    Closed,
}
