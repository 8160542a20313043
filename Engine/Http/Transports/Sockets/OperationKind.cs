namespace LoadLab.Engine.Http.Transports.Sockets;

/// <summary>What a <see cref="SocketOperation"/> was begun for.</summary>
internal enum OperationKind
{
    Connect,
    Receive,
    Send,
}
