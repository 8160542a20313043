using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using LoadLab.Engine.Http.Transports;
using LoadLab.Engine.Http.Wire;
using LoadLab.Engine.Measurement;

namespace LoadLab.Engine.Tests.Http.Transports;

/// <summary>What every transport must do, whatever it is built on.</summary>
public abstract class TransportContract : IDisposable
{
    private const int Slot = 3;

    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly RecordingHandler _handler = new();
    private readonly List<GCHandle> _pinned = [];
    private readonly ITransport _transport;

    private protected TransportContract(ITransport transport)
    {
        _transport = transport;
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(16);
    }

    public void Dispose()
    {
        _transport.Dispose();
        _listener.Dispose();
        _pinned.ForEach(handle => handle.Free());
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void Send_Connected_ReachesThePeerAndItsAnswerComesBack()
    {
        using var peer = ConnectedPeer(Slot);

        if (_transport.Send(Slot, Message("ping"), out var bytes) == SendStatus.Pending)
        {
            PumpUntil(() => _handler.IsSent(Slot));
        }

        Assert.Equal(4, bytes + _handler.SentLater(Slot));
        _transport.Wait(0, 16);
        Assert.Equal("ping", ReceiveText(peer, 4));
        peer.Send("pong"u8);

        PumpUntil(() => _handler.Received(Slot) == "pong");
    }

    [Fact]
    public void Dispatch_AnswersOneAfterAnother_TellsEachOnce()
    {
        using var peer = ConnectedPeer(Slot);
        for (var i = 0; i < 50; i++)
        {
            peer.Send(Encoding.ASCII.GetBytes($"<{i}>"));
            var expected = string.Concat(Enumerable.Range(0, i + 1).Select(n => $"<{n}>"));
            PumpUntil(() => _handler.Received(Slot) == expected);
        }
    }

    [Fact]
    public async Task Dispatch_MoreThanAnyBuffer_TellsAllOfIt()
    {
        using var peer = ConnectedPeer(Slot);
        var sending = OnThread(() => peer.Send(new byte[3_000_000]));

        PumpUntil(() => _handler.ReceivedBytes(Slot) == 3_000_000);

        await sending.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Dispatch_PeerSendsFasterThanItIsRead_ReturnsInBetweenAndLosesNothing()
    {
        const int length = 48 << 20;
        using var peer = ConnectedPeer(Slot);
        var reader = new SlowReader(mostInARow: 8 << 20);
        var sending = OnThread(() => peer.Send(new byte[length]));
        var untilNs = MonotonicClock.NowNs() + 30_000_000_000;

        while (reader.Received < length)
        {
            Assert.True(MonotonicClock.NowNs() < untilNs, $"only {reader.Received} bytes came in 30 s");
            reader.BeginTurn();
            _transport.Wait(10_000_000, 16);
            _transport.Dispatch(reader);
        }

        Assert.Equal(length, reader.Received);
        await sending.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Send_MoreThanThePeerTakes_IsSentOnLater()
    {
        using var peer = ConnectedPeer(Slot);
        const int length = 20_000_000;
        var status = _transport.Send(Slot, Message(new string('x', length)), out var bytes);
        Assert.Equal(SendStatus.Pending, status);
        var received = 0;
        var receiving = OnThread(() =>
        {
            var buffer = new byte[1 << 20];
            while (received < length && peer.Receive(buffer) is var got and > 0)
            {
                received += got;
            }
        });

        PumpUntil(() => _handler.IsSent(Slot));

        Assert.Equal(length, bytes + _handler.SentLater(Slot));
        await receiving.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.True(received == length, $"{received} of {length} bytes came: {peer.Failure}");
    }

    [Fact]
    public void Dispatch_PeerClosesAfterItsAnswer_TellsTheAnswerFirst()
    {
        using var peer = ConnectedPeer(Slot);
        peer.Send("last"u8);
        peer.Finish();

        PumpUntil(() => _handler.HasEnded(Slot));

        Assert.Equal("last", _handler.Received(Slot));
        Assert.Null(_handler.Failure(Slot));
    }

    [Fact]
    public void Dispatch_PeerResets_TellsConnectionReset()
    {
        var peer = ConnectedPeer(Slot);
        peer.Reset();

        PumpUntil(() => _handler.Failure(Slot) == ErrorKind.ConnectionReset);
    }

    [Fact]
    public void Connect_NothingListens_IsRefused()
    {
        var address = new ConnectTarget((IPEndPoint)_listener.LocalEndPoint!);
        _listener.Dispose();

        var status = _transport.Connect(Slot, address);

        if (status == ConnectStatus.Pending)
        {
            PumpUntil(() => _handler.Failure(Slot) == ErrorKind.ConnectRefused);
        }
        else
        {
            Assert.Equal(ConnectStatus.Refused, status);
        }
    }

    [Fact]
    public void Close_SlotUsedAgain_HearsNothingOfItsFormerConnection()
    {
        using var former = ConnectedPeer(Slot);
        former.Send("old"u8);
        former.Finish();
        // Fetched, not yet told: then the slot changes hands.
        Assert.True(_transport.Wait(1_000_000_000, 16) > 0);
        _transport.Close(Slot);
        _handler.Forget(Slot);
        using var peer = ConnectedPeer(Slot);
        peer.Send("new"u8);

        PumpUntil(() => _handler.Received(Slot) == "new");

        Assert.False(_handler.HasEnded(Slot));
        Assert.Null(_handler.Failure(Slot));
    }

    [Fact]
    public void Close_AfterManyMessages_ReachesThePeerAndFreesTheSlotForAnother()
    {
        for (var use = 0; use < 3; use++)
        {
            using var peer = ConnectedPeer(Slot);
            for (var i = 0; i < 40; i++)
            {
                SendAndAwait(peer, $"{use}:{i:00}");
            }

            _transport.Close(Slot);
            _handler.Forget(Slot);

            Assert.Equal(0, WhilePumping(() => peer.Receive(new byte[1])));
        }
    }

    [Fact]
    public void Close_Twice_DoesNothing()
    {
        using var peer = ConnectedPeer(Slot);
        _transport.Close(Slot);
        _transport.Close(Slot);

        Assert.Equal(0, peer.Receive(new byte[1]));
    }

    [Fact]
    public void Connect_ManySlots_KeepsThemApart()
    {
        var peers = Enumerable.Range(0, 200).Select(slot => ConnectedPeer(slot)).ToArray();
        foreach (var (slot, peer) in peers.Index())
        {
            peer.Send(Encoding.ASCII.GetBytes($"to {slot}"));
        }

        PumpUntil(() => Enumerable.Range(0, peers.Length).All(slot => _handler.Received(slot) == $"to {slot}"));
        Array.ForEach(peers, peer => peer.Dispose());
    }

    [Fact]
    public void Wait_NothingHappens_ReturnsAfterTheTimeout()
    {
        var fromNs = MonotonicClock.NowNs();

        Assert.Equal(0, _transport.Wait(20_000_000, 16));

        Assert.True(MonotonicClock.NowNs() - fromNs >= 20_000_000);
    }

    [Fact]
    public void Wake_FromAnotherThread_EndsTheWaitEachTime()
    {
        for (var i = 0; i < 3; i++)
        {
            using var timer = new Timer(_ => _transport.Wake(), null, 20, Timeout.Infinite);
            var untilNs = MonotonicClock.NowNs() + 30_000_000_000;
            var events = 0;
            while (events == 0 && MonotonicClock.NowNs() < untilNs)
            {
                // A signal, such as the runtime's own to its threads, may end a wait early.
                events = _transport.Wait(untilNs - MonotonicClock.NowNs(), 16);
            }

            Assert.Equal(1, events);
            _transport.Dispatch(_handler);
        }
    }

    /// <summary>The name that the certificate of <see cref="Secure"/> is for; null where there is no TLS.</summary>
    private protected virtual string? TlsHost => null;

    /// <summary>The server's side of a connection, with TLS on it where the suite is about that. Called on a thread of its own.</summary>
    private protected virtual Stream Secure(Stream plain) => plain;

    private ContractPeer ConnectedPeer(int slot)
    {
        // A loop's thread has none. On a thread with one the TLS stack's awaits would be continued on the pool, beside the loop.
        SynchronizationContext.SetSynchronizationContext(null);
        var status = _transport.Connect(slot, new ConnectTarget((IPEndPoint)_listener.LocalEndPoint!, TlsHost));
        var socket = _listener.Accept();
        socket.NoDelay = true;
        var securing = OnThread(() => Secure(new NetworkStream(socket)));
        if (status == ConnectStatus.Pending)
        {
            PumpUntil(() => _handler.IsConnected(slot));
        }
        else
        {
            Assert.Equal(ConnectStatus.Connected, status);
        }

        return new ContractPeer(socket, securing.Result);
    }

    /// <summary>What blocks must not take a thread of the pool, which the transport may need.</summary>
    private static Task OnThread(Action action) => Task.Factory.StartNew(action, default, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static Task<T> OnThread<T>(Func<T> function) =>
        Task.Factory.StartNew(function, default, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void SendAndAwait(ContractPeer peer, string text)
    {
        _handler.Forget(Slot);
        if (_transport.Send(Slot, Message(text), out _) == SendStatus.Pending)
        {
            PumpUntil(() => _handler.IsSent(Slot));
        }

        Assert.Equal(text, WhilePumping(() => ReceiveText(peer, text.Length)));
    }

    private T WhilePumping<T>(Func<T> function)
    {
        var result = OnThread(function);
        PumpUntil(() => result.IsCompleted);
        return result.Result;
    }

    private void PumpUntil(Func<bool> condition)
    {
        var untilNs = MonotonicClock.NowNs() + 20_000_000_000;
        while (!condition())
        {
            Assert.True(MonotonicClock.NowNs() < untilNs, "nothing happened for 20 s");
            _transport.Wait(10_000_000, 16);
            _transport.Dispatch(_handler);
        }
    }

    private RequestMessage Message(string text)
    {
        var pinned = GCHandle.Alloc(Encoding.ASCII.GetBytes(text), GCHandleType.Pinned);
        _pinned.Add(pinned);
        return new RequestMessage(pinned.AddrOfPinnedObject(), text.Length);
    }

    private static string ReceiveText(ContractPeer peer, int length)
    {
        var buffer = new byte[length];
        return Encoding.ASCII.GetString(buffer, 0, peer.Receive(buffer));
    }
}
