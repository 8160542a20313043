using System.Net.WebSockets;
using System.Text;
using LoadLab.Harness.Agents.Protocol;
using LoadLab.Harness.Agents.Protocol.Messages;

namespace LoadLab.Harness.Tests.Agents.Protocol;

public sealed class MessageChannelTests
{
    private readonly CancellationToken _cancellation = new CancellationTokenSource(TimeSpan.FromMinutes(1)).Token;
    private readonly ManualTime _time = new();

    [Fact]
    public async Task AWholeRun_ThereAndBack_ReachesTheOtherSide()
    {
        await using var connection = await ConnectAsync();
        var (coordinator, agent) = connection;
        var feed = Enumerable.Range(0, 1_000_000).Select(number => (byte)number).ToArray();

        var fed = Task.Run(() => FeedAsync(coordinator, feed));
        Assert.IsType<Prepare>(await agent.ReceiveAsync(_cancellation));
        var got = new List<byte>();
        while (got.Count < feed.Length)
        {
            got.AddRange(Assert.IsType<FeedChunk>(await agent.ReceiveAsync(_cancellation)).Bytes.Span);
        }

        await fed;
        Assert.Equal(feed, got);
        await PassAsync(agent, coordinator, new Prepared(Samples.Run, "epoll", null));
        await PassAsync(coordinator, agent, new Start(Samples.Run, 1));
        var large = Samples.Interval() with { Histograms = Samples.Interval().Histograms with { OkResponse = new byte[900_000] } };
        var interval = new IntervalChain(Samples.Run, "agent-1").Seal(large);
        await PassAsync(agent, coordinator, interval);
        await PassAsync(agent, coordinator, new Result(Samples.Run, 1, interval.Digest, Samples.ResultSpec(), new byte[7_000_000], null));
        await PassAsync(coordinator, agent, new Ack(Samples.Run, 1));
        await PassAsync(coordinator, agent, new Bye("done"));

        Assert.Null(await agent.ReceiveAsync(_cancellation));
        Assert.Null(await coordinator.ReceiveAsync(_cancellation));
        Assert.False(await agent.SendAsync(new Health(null, 0, 0, 0), _cancellation));
    }

    [Fact]
    public async Task SendAsync_ManyAtOnce_AllArriveWhole()
    {
        await using var connection = await ConnectAsync();
        var (coordinator, agent) = connection;
        var sending = Enumerable.Range(0, 400).Select(number => Task.Run(() => agent.SendAsync(new Health(null, number, 0, 0), _cancellation))).ToList();

        var got = new List<double>();
        while (got.Count < 400)
        {
            got.Add(Assert.IsType<Health>(await coordinator.ReceiveAsync(_cancellation)).ProcessCpuShare);
        }

        Assert.All(await Task.WhenAll(sending), Assert.True);
        Assert.Equal(Enumerable.Range(0, 400).Select(number => (double)number), got.Order());
    }

    [Fact]
    public async Task SendAsync_OutOfOrder_ThrowsAndTheConnectionGoesOn()
    {
        await using var connection = await ConnectAsync();
        var (coordinator, agent) = connection;

        var breach = await Assert.ThrowsAsync<ProtocolException>(() => coordinator.SendAsync(new Start(Samples.Run, 0), _cancellation));
        Assert.Equal(RefusalCode.OutOfOrder, breach.Code);
        await PassAsync(coordinator, agent, new Ping(1, 2));
    }

    [Fact]
    public async Task ReceiveAsync_CommandsForARunJustEnded_ArePassedOver()
    {
        await using var connection = await ConnectAsync();
        var (coordinator, agent) = connection;
        await PassAsync(coordinator, agent, Samples.Prepare(0));
        // The two cross.
        await agent.SendAsync(new RunFailed(Samples.Run, RunFailureCode.NotAllowed, "no"), _cancellation);
        await coordinator.SendAsync(new Stop(Samples.Run, "changed my mind"), _cancellation);
        await coordinator.SendAsync(new Ping(1, 2), _cancellation);

        Assert.IsType<Ping>(await agent.ReceiveAsync(_cancellation));
        Assert.IsType<RunFailed>(await coordinator.ReceiveAsync(_cancellation));
    }

    [Theory]
    [InlineData("""{"type":"nothing"}""", RefusalCode.Malformed)]
    [InlineData("""{"type":"pong","id":1,"t0Ns":1,"t1Ns":1,"t2Ns":1}""", RefusalCode.OutOfOrder)]
    [InlineData("large", RefusalCode.TooLarge)]
    [InlineData("binary", RefusalCode.OutOfOrder)]
    [InlineData("empty pieces", RefusalCode.TooFast)]
    public async Task Coordinator_OnABreach_RefusesAndCloses(string text, object code)
    {
        var (near, far) = DuplexPair.Sockets();
        await using var coordinator = new MessageChannel(near, Side.Coordinator, _time);
        using (far)
        {
            var receiving = Assert.ThrowsAsync<ProtocolException>(() => coordinator.ReceiveAsync(_cancellation));
            var sending = text switch
            {
                "large" => far.SendAsync(new byte[5000].Select(_ => (byte)'a').ToArray(), WebSocketMessageType.Text, true, _cancellation),
                "binary" => far.SendAsync(new byte[10], WebSocketMessageType.Binary, true, _cancellation),
                "empty pieces" => SendEmptyPiecesAsync(far),
                _ => far.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, _cancellation),
            };
            var (said, isClosed) = await LastWordsAsync(far);
            await sending;

            Assert.Equal((RefusalCode)code, (await receiving).Code);
            Assert.Equal((RefusalCode)code, Assert.IsType<Refused>(said).Code);
            Assert.True(isClosed);
            Assert.Equal(ConversationState.Closed, coordinator.State);
            Assert.Null(await coordinator.ReceiveAsync(_cancellation));
        }
    }

    [Fact]
    public async Task Agent_OnABreach_SaysByeAndCloses()
    {
        var (near, far) = DuplexPair.Sockets();
        await using var agent = new MessageChannel(far, Side.Agent, _time);
        using (near)
        {
            var receiving = Assert.ThrowsAsync<ProtocolException>(() => agent.ReceiveAsync(_cancellation));
            await near.SendAsync("{}"u8.ToArray(), WebSocketMessageType.Text, true, _cancellation);
            var (said, isClosed) = await LastWordsAsync(near);

            Assert.Equal(RefusalCode.Malformed, (await receiving).Code);
            Assert.IsType<Bye>(said);
            Assert.True(isClosed);
        }
    }

    [Fact]
    public async Task Coordinator_FasterThanMayBe_RefusesAfterTheBurst()
    {
        await using var connection = await ConnectAsync();
        var (coordinator, _) = connection;
        var flood = Task.Run(async () =>
        {
            var pong = Frame.Of(new Pong(1, 2, 3, 4)).Bytes;
            for (var number = 0; number < 2000; number++)
            {
                await connection.AgentSocket.SendAsync(pong, WebSocketMessageType.Text, true, _cancellation);
            }
        });

        // Hello and Answer were the first two.
        for (var number = 2; number < 1000; number++)
        {
            Assert.IsType<Pong>(await coordinator.ReceiveAsync(_cancellation));
        }

        var reading = LastWordsAsync(connection.AgentSocket);
        Assert.Equal(RefusalCode.TooFast, (await Assert.ThrowsAsync<ProtocolException>(() => coordinator.ReceiveAsync(_cancellation))).Code);
        Assert.Equal(RefusalCode.TooFast, Assert.IsType<Refused>((await reading).Said).Code);
        await Record.ExceptionAsync(() => flood);
    }

    [Fact]
    public async Task ReceiveAsync_OtherSideSilent_GivesTheHandshakeUp()
    {
        var (near, far) = DuplexPair.Sockets();
        await using var coordinator = new MessageChannel(near, Side.Coordinator, _time);
        _time.Pass(ProtocolLimits.Handshake);
        var words = LastWordsAsync(far);

        Assert.Equal(RefusalCode.Closing, (await Assert.ThrowsAsync<ProtocolException>(() => coordinator.ReceiveAsync(_cancellation))).Code);
        Assert.Equal(RefusalCode.Closing, Assert.IsType<Refused>((await words).Said).Code);
    }

    [Fact]
    public async Task ReceiveAsync_ConnectionLost_IsTheEnd()
    {
        var (near, far) = DuplexPair.Streams();
        await using var coordinator = new MessageChannel(DuplexPair.Socket(near, isServer: true), Side.Coordinator, _time);
        var receiving = coordinator.ReceiveAsync(_cancellation);
        await far.DisposeAsync();

        Assert.Null(await receiving);
        Assert.False(await coordinator.SendAsync(new Refused(RefusalCode.Closing, ""), _cancellation));
    }

    [Fact]
    public async Task DisposeAsync_WhileReceiving_IsTheEnd()
    {
        await using var connection = await ConnectAsync();
        var receiving = connection.Coordinator.ReceiveAsync(_cancellation);
        await connection.Coordinator.DisposeAsync();

        Assert.Null(await receiving);
    }

    private async Task FeedAsync(MessageChannel coordinator, byte[] feed)
    {
        await coordinator.SendAsync(Samples.Prepare(feed.Length), _cancellation);
        foreach (var chunk in FeedRowCodec.Chunks(Samples.Run, 0, feed))
        {
            await coordinator.SendAsync(chunk, _cancellation);
        }
    }

    private async Task PassAsync(MessageChannel from, MessageChannel to, Message message)
    {
        var sending = Task.Run(() => from.SendAsync(message, _cancellation));
        MessageAssert.Same(message, (await to.ReceiveAsync(_cancellation))!);
        Assert.True(await sending);
    }

    private async Task SendEmptyPiecesAsync(WebSocket socket)
    {
        for (var number = 0; number < 1001; number++)
        {
            await socket.SendAsync(Array.Empty<byte>(), WebSocketMessageType.Text, endOfMessage: false, _cancellation);
        }
    }

    /// <summary>The last message before the close, and whether there was a close.</summary>
    private async Task<(Message? Said, bool IsClosed)> LastWordsAsync(WebSocket socket)
    {
        var buffer = new byte[8192];
        Message? said = null;
        while (true)
        {
            var piece = await socket.ReceiveAsync(buffer.AsMemory(), _cancellation);
            if (piece.MessageType == WebSocketMessageType.Close)
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, _cancellation);
                return (said, true);
            }

            said = MessageCodec.Read(isText: true, buffer.AsSpan(0, piece.Count));
        }
    }

    private async Task<Connection> ConnectAsync()
    {
        var (near, far) = DuplexPair.Sockets();
        var connection = new Connection(new MessageChannel(near, Side.Coordinator, _time), new MessageChannel(far, Side.Agent, _time), far);
        await PassAsync(connection.Agent, connection.Coordinator, Samples.Hello());
        await PassAsync(connection.Coordinator, connection.Agent, Samples.Challenge());
        await PassAsync(connection.Agent, connection.Coordinator, Samples.Answer(null));
        await PassAsync(connection.Coordinator, connection.Agent, Samples.Welcome(null));
        return connection;
    }

    private sealed record Connection(MessageChannel Coordinator, MessageChannel Agent, WebSocket AgentSocket) : IAsyncDisposable
    {
        public void Deconstruct(out MessageChannel coordinator, out MessageChannel agent) => (coordinator, agent) = (Coordinator, Agent);

        public async ValueTask DisposeAsync()
        {
            await Coordinator.DisposeAsync();
            await Agent.DisposeAsync();
        }
    }
}
