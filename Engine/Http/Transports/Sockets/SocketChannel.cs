using System.Net;
using System.Net.Sockets;
using LoadLab.Engine.Http.Wire;

namespace LoadLab.Engine.Http.Transports.Sockets;

/// <summary>One connection of a <see cref="SocketsTransport"/>, and what it needs. Used again once nothing of its last use is under way.</summary>
internal sealed class SocketChannel : IDisposable
{
    /// <summary>Holds most responses; what is longer is read on into the loop's own large buffer.</summary>
    public const int ReceiveBytes = 2048;

    /// <summary>Two, because the next receive begins before what the last one brought is handed on.</summary>
    private readonly byte[][] _buffers = [new byte[ReceiveBytes], new byte[ReceiveBytes]];
    private readonly NativeBytes _sending = new();
    private int _buffer;

    public SocketChannel(Action<SocketOperation> onFinishedLater)
    {
        Receive = new SocketOperation(this, onFinishedLater);
        Send = new SocketOperation(this, onFinishedLater);
    }

    public SocketOperation Receive { get; }

    /// <summary>Also connects: nothing is sent before.</summary>
    public SocketOperation Send { get; }

    /// <summary>The system's socket; null when the channel is not in use.</summary>
    public Socket? Socket { get; private set; }

    public int Slot { get; private set; }

    /// <summary>Counts the channel's uses.</summary>
    public uint Generation { get; private set; }

    public bool IsConnecting { get; set; }

    /// <summary>Closed by the loop: what still comes of it is told to nobody.</summary>
    public bool IsClosed { get; set; }

    /// <summary>Operations begun and not yet seen finished by the loop.</summary>
    public int UnderWay { get; set; }

    /// <summary>What the system has not taken yet of the message; empty when nothing is left.</summary>
    public RequestMessage Pending { get; set; }

    /// <summary>False where the system has no socket left.</summary>
    public bool TryOpen(int slot, EndPoint peer)
    {
        try
        {
            Socket = new Socket(peer.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { Blocking = false, NoDelay = true };
        }
        catch (SocketException)
        {
            return false;
        }

        Slot = slot;
        Generation++;
        IsClosed = false;
        Send.RemoteEndPoint = peer;
        // A connect with a buffer would send it.
        Send.SetBuffer(null, 0, 0);
        return true;
    }

    /// <summary>The bytes of the last receive; read them out before the next but one begins.</summary>
    public ReadOnlySpan<byte> Received => _buffers[_buffer].AsSpan(0, Receive.BytesTransferred);

    /// <summary>Prepares the next receive, which leaves the bytes of the last where they are.</summary>
    public void TurnBuffer()
    {
        _buffer ^= 1;
        Receive.SetBuffer(_buffers[_buffer], 0, ReceiveBytes);
    }

    /// <summary>Prepares to send up to so many of the pending bytes.</summary>
    public void PointAtPending(int mostBytes) =>
        Send.SetBuffer(_sending.PointAt(new RequestMessage(Pending.Address, Math.Min(Pending.Length, mostBytes))));

    public void TakeOff(int bytes) => Pending = new RequestMessage(Pending.Address + bytes, Pending.Length - bytes);

    public void DisposeSocket()
    {
        Socket?.Dispose();
        Socket = null;
    }

    /// <summary>Nothing may be under way.</summary>
    public void Dispose()
    {
        DisposeSocket();
        Receive.Dispose();
        Send.Dispose();
        ((IDisposable)_sending).Dispose();
    }
}
