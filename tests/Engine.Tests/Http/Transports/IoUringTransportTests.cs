using System.Net;
using System.Net.Sockets;
using LoadLab.Engine.Http.Transports;
using LoadLab.Engine.Http.Transports.Rings;
using LoadLab.Engine.Measurement;

namespace LoadLab.Engine.Tests.Http.Transports;

public sealed class IoUringTransportTests() : TransportContract(IoUringTransport.Create())
{
    [Fact]
    public void Wait_ManyMoreAnswersAtOnceThanBuffers_CostsEachAnswerAFewEvents()
    {
        const int connections = 2_000;
        const int answers = 10 * connections;
        using var transport = IoUringTransport.Create();
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(connections);
        using var handler = new TalkingPeers(listener, answers);
        for (var slot = 0; slot < connections; slot++)
        {
            handler.Connect(transport, slot);
        }

        var events = 0;
        var untilNs = MonotonicClock.NowNs() + 30_000_000_000;
        while (handler.Received < answers)
        {
            Assert.True(MonotonicClock.NowNs() < untilNs, "not all of it came within 30 s");
            events += transport.Wait(10_000_000, 8);
            transport.Dispatch(handler);
        }

        // Each answer, and for some before that the news that no buffer was left.
        Assert.InRange(events, answers, 3 * answers);
    }

    /// <summary>Peers that always have something to say: each sends the next byte as soon as one has come.</summary>
    private sealed class TalkingPeers(Socket listener, int bytes) : ITransportHandler, IDisposable
    {
        private readonly List<Socket> _peers = [];
        private int _sent;

        public int Received { get; private set; }

        public void Connect(IoUringTransport transport, int slot)
        {
            var connecting = transport.Connect(slot, new ConnectTarget((IPEndPoint)listener.LocalEndPoint!, null));
            _peers.Add(listener.Accept());
            if (connecting == ConnectStatus.Connected)
            {
                OnConnected(slot);
            }
        }

        public void OnConnected(int slot) => SendNext(slot);

        public void OnSent(int slot, int bytes, bool isComplete) => Assert.Fail("nothing was sent");

        public void OnReceived(int slot, ReadOnlySpan<byte> data, bool isEnding)
        {
            Received += data.Length;
            SendNext(slot);
        }

        public void OnEnded(int slot) => Assert.Fail("a connection ended");

        public void OnFailed(int slot, ErrorKind error) => Assert.Fail($"a connection failed: {error}");

        public void Dispose() => _peers.ForEach(peer => peer.Dispose());

        private void SendNext(int slot)
        {
            if (_sent < bytes)
            {
                _sent += _peers[slot].Send("x"u8);
            }
        }
    }
}
