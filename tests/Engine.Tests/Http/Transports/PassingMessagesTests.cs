using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using LoadLab.Engine.Http.Transports;
using LoadLab.Engine.Http.Wire;

namespace LoadLab.Engine.Tests.Http.Transports;

/// <summary>Messages whose memory is used again as soon as they are sent.</summary>
public sealed class PassingMessagesTests
{
    private const int Slot = 0;
    private const int Messages = 500;
    private const int MessageBytes = 100;

    public static TheoryData<string> Transports => [.. TransportCatalog.All.Where(factory => factory.Probe() is null).Select(factory => factory.Name)];

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Send_MemoryUsedAgainOnceSent_ReachesThePeerAsItWas(string name)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var received = Task.Run(() => ReceiveAsync(listener));

        using (var transport = TransportCatalog.All.Single(factory => factory.Name == name).Create(new TransportSetup { MessagesLast = false }))
        {
            SendAll(transport, (IPEndPoint)listener.LocalEndpoint);
            Assert.Equal(
                Enumerable.Range(0, Messages).SelectMany(number => Enumerable.Repeat((byte)number, MessageBytes)),
                await received.WaitAsync(TimeSpan.FromSeconds(10)));
        }
    }

    private static async Task<byte[]> ReceiveAsync(TcpListener listener)
    {
        using var peer = await listener.AcceptTcpClientAsync();
        var bytes = new byte[Messages * MessageBytes];
        await peer.GetStream().ReadExactlyAsync(bytes);
        return bytes;
    }

    private static unsafe void SendAll(ITransport transport, IPEndPoint peer)
    {
        var handler = new RecordingHandler();
        if (transport.Connect(Slot, new ConnectTarget(peer)) == ConnectStatus.Pending)
        {
            Pump(transport, handler, () => handler.IsConnected(Slot));
        }

        var memory = (byte*)NativeMemory.Alloc(MessageBytes);
        for (var number = 0; number < Messages; number++)
        {
            new Span<byte>(memory, MessageBytes).Fill((byte)number);
            if (transport.Send(Slot, new RequestMessage((nint)memory, MessageBytes), out _) == SendStatus.Pending)
            {
                handler.Forget(Slot);
                Pump(transport, handler, () => handler.IsSent(Slot));
            }
        }

        NativeMemory.Free(memory);
    }

    private static void Pump(ITransport transport, RecordingHandler handler, Func<bool> isDone)
    {
        for (var turn = 0; turn < 1000 && !isDone(); turn++)
        {
            transport.Wait(10_000_000, 16);
            transport.Dispatch(handler);
        }

        Assert.True(isDone());
    }
}
