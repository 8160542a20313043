using System.Net.Sockets;

namespace LoadLab.Engine.Http.Transports.Sockets;

/// <summary>An operation that the system may finish later, on a thread of the runtime's pool; that thread only hands it to the loop.</summary>
internal sealed class SocketOperation(SocketChannel channel, Action<SocketOperation> onFinishedLater)
    : SocketAsyncEventArgs(true), IQueued<SocketOperation>
{
    public SocketChannel Channel { get; } = channel;

    public OperationKind Kind { get; set; }

    public SocketOperation? NextQueued { get; set; }

    protected override void OnCompleted(SocketAsyncEventArgs e) => onFinishedLater(this);
}
