using System.Net.Sockets;
using System.Text;
using LoadLab.Engine.Http;
using LoadLab.Engine.LoadModels;

namespace LoadLab.Engine.Tests.Http;

/// <summary>What real servers do with HTTP/1.1, on every transport.</summary>
public sealed class Http11RobustnessTests
{
    private const int MegabyteBody = 3_000_000;

    [Theory]
    [ClassData(typeof(WorkingTransports))]
    public async Task RunAsync_BytesAfterTheResponse_AreAProtocolErrorAndSaid(string transport)
    {
        using var server = ScriptedServer.Answering(ScriptedServer.OkResponse + "surplus");

        var result = await RunAsync(server, transport, new IterationsForConstant(2, 10));

        Assert.Equal(new Dictionary<ErrorKind, long> { [ErrorKind.ProtocolError] = 10 }, result.Counts.Errors);
        Assert.Equal(10, server.Accepted);
        Assert.Contains("7 bytes that belong to none, beginning 'surplus'", result.ProtocolFailure, StringComparison.Ordinal);
    }

    [Theory]
    [ClassData(typeof(WorkingTransports))]
    public async Task RunAsync_BytesWhileIdle_AreUnsolicitedAndFailNoRequest(string transport)
    {
        using var server = new ScriptedServer(async exchange =>
        {
            await exchange.SendAsync(ScriptedServer.OkResponse);
            await Task.Delay(30, exchange.Stop);
            await exchange.SendAsync("HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
        });

        var result = await RunAsync(
            server, transport, new IterationsForConstant(1, 3), thinkTime: new ThinkTime(TimeSpan.FromMilliseconds(1500), TimeSpan.FromMilliseconds(1500)));

        Assert.Equal((3, 0), (result.Counts.Ok, result.Counts.Failed));
        // The third comes when the run is over, or not.
        Assert.InRange(result.Counts.Unsolicited, 2, 3);
        Assert.Equal(3, server.Accepted);
        Assert.Null(result.ProtocolFailure);
    }

    [Theory]
    [ClassData(typeof(WorkingTransports))]
    public async Task RunAsync_BodyAfterHead_IsAProtocolError(string transport)
    {
        using var server = ScriptedServer.Ok();

        var result = await RunAsync(server, transport, new IterationsForConstant(1, 4), new HttpRequestTemplate { Method = "HEAD", Path = "/" });

        Assert.Equal(4, result.Counts.Errors[ErrorKind.ProtocolError]);
    }

    [Theory]
    [ClassData(typeof(WorkingTransports))]
    public async Task RunAsync_StatusesWithoutBody_KeepTheConnection(string transport)
    {
        string[] responses = ["HTTP/1.1 204 No Content\r\n\r\n", "HTTP/1.1 304 Not Modified\r\nContent-Length: 99\r\n\r\n"];
        using var server = new ScriptedServer(exchange => exchange.SendAsync(responses[exchange.Number % 2]));

        var result = await RunAsync(server, transport, new IterationsForConstant(1, 10));

        Assert.Equal(new Dictionary<int, long> { [204] = 5, [304] = 5 }, result.Counts.Statuses);
        Assert.Equal((10, 1), (result.Counts.Ok, server.Accepted));
    }

    [Theory]
    [ClassData(typeof(WorkingTransports))]
    public async Task RunAsync_ConnectionClose_ConnectsAnewEachTime(string transport)
    {
        // The server leaves the connection open: the client has to close it.
        using var server = ScriptedServer.Answering("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}");

        var result = await RunAsync(server, transport, new IterationsForConstant(2, 20));

        Assert.Equal((20, 20), (result.Counts.Ok, server.Accepted));
    }

    [Theory]
    [ClassData(typeof(WorkingTransports))]
    public async Task RunAsync_ServerSpeaksNoMoreAfterItsResponse_ConnectsAnew(string transport)
    {
        // Half closed: it would still read, but never answer again.
        using var server = new ScriptedServer(async exchange =>
        {
            await exchange.SendAsync(ScriptedServer.OkResponse);
            exchange.Connection.Shutdown(SocketShutdown.Send);
        });

        var result = await RunAsync(
            server, transport, new IterationsForConstant(1, 5), thinkTime: new ThinkTime(TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(100)));

        Assert.Equal((5, 0, 5), (result.Counts.Ok, result.Counts.Failed, server.Accepted));
    }

    [Theory]
    [ClassData(typeof(WorkingTransports))]
    public async Task RunAsync_ServerSpeaksNoMoreWithinItsResponse_IsConnectionClosed(string transport)
    {
        using var server = new ScriptedServer(async exchange =>
        {
            await exchange.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf");
            exchange.Connection.Shutdown(SocketShutdown.Send);
        });

        var result = await RunAsync(server, transport, new IterationsForConstant(1, 5));

        Assert.Equal(5, result.Counts.Errors[ErrorKind.ConnectionClosed]);
    }

    [Theory]
    [ClassData(typeof(WorkingTransports))]
    public async Task RunAsync_KeptConnectionClosedOnTheNextRequest_FailsThatRequestOnce(string transport)
    {
        // As when the server's keep-alive runs out at the moment of the send.
        using var server = new ScriptedServer(exchange =>
            exchange.Number % 2 == 0 ? exchange.SendAsync(ScriptedServer.OkResponse) : exchange.SendAndCloseAsync(""));

        var result = await RunAsync(server, transport, new IterationsForConstant(1, 10));

        Assert.Equal((10, 5), (result.Counts.Sent, result.Counts.Ok));
        Assert.Equal(new Dictionary<ErrorKind, long> { [ErrorKind.ConnectionClosed] = 5 }, result.Counts.Errors);
        Assert.Equal((10, 5), (server.Requests, server.Accepted));
    }

    [Theory]
    [ClassData(typeof(WorkingTransports))]
    public async Task RunAsync_HeadCutAtEveryByte_IsRead(string transport)
    {
        const string Response = "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nT: x\r\n\r\n";
        using var server = new ScriptedServer(async exchange =>
        {
            var cut = 1 + (exchange.Number % (Response.Length - 1));
            await exchange.SendAsync(Response[..cut]);
            // The client has to come to its next look in between.
            await Task.Delay(2, exchange.Stop);
            await exchange.SendAsync(Response[cut..]);
        });

        var result = await RunAsync(server, transport, new IterationsForConstant(8, Response.Length - 1));

        Assert.Equal(new Dictionary<int, long> { [200] = Response.Length - 1 }, result.Counts.Statuses);
        Assert.Equal(8, server.Accepted);
    }

    [Theory]
    [ClassData(typeof(WorkingTransports))]
    public async Task RunAsync_BodiesOfMegabytes_AreReadWhole(string transport)
    {
        var body = new string('b', MegabyteBody);
        var chunks = string.Concat(Enumerable.Repeat($"7a120\r\n{body[..500_000]}\r\n", 6));
        var byLength = $"HTTP/1.1 200 OK\r\nContent-Length: {MegabyteBody}\r\n\r\n{body}";
        var chunked = $"HTTP/1.1 201 OK\r\nTransfer-Encoding: chunked\r\n\r\n{chunks}0\r\n\r\n";
        var untilClose = $"HTTP/1.1 202 OK\r\n\r\n{body}";
        using var server = new ScriptedServer(exchange => (exchange.Number % 3) switch
        {
            0 => SendAllAsync(exchange, byLength),
            1 => SendAllAsync(exchange, chunked),
            _ => SendAllAsync(exchange, untilClose, thenClose: true),
        });

        var result = await RunAsync(server, transport, new IterationsForConstant(1, 6));

        Assert.Equal(new Dictionary<int, long> { [200] = 2, [201] = 2, [202] = 2 }, result.Counts.Statuses);
        Assert.Equal(2 * (byLength.Length + chunked.Length + untilClose.Length), result.Counts.BytesReceived);
        Assert.Equal(2, server.Accepted);
    }

    [Theory]
    [ClassData(typeof(WorkingTransports))]
    public async Task RunAsync_AnswerBeforeTheWholeRequest_CountsAndEndsTheConnection(string transport)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 0));
        listener.Listen(16);
        var accepted = 0;
        using var stop = new CancellationTokenSource();
        var serving = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                var connection = await listener.AcceptAsync(stop.Token);
                Interlocked.Increment(ref accepted);
                // Reads nothing more than the head would take, and answers.
                await connection.ReceiveAsync(new byte[100], stop.Token);
                await connection.SendAsync(Encoding.ASCII.GetBytes("HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n"), stop.Token);
            }
        });
        // More than the buffers of both sides hold.
        var request = new HttpRequestTemplate { Method = "POST", Path = "/", Feed = RequestFeed.OfBodies([new byte[32 << 20]]) };
        var url = new Uri($"http://127.0.0.1:{((System.Net.IPEndPoint)listener.LocalEndPoint!).Port}");

        var result = await RunAsync(url, transport, new IterationsForConstant(1, 3), request);

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => serving);
        Assert.Equal(new Dictionary<int, long> { [413] = 3 }, result.Counts.Statuses);
        Assert.Equal(3, accepted);
    }

    private static async Task SendAllAsync(ScriptedExchange exchange, string text, bool thenClose = false)
    {
        ReadOnlyMemory<byte> rest = Encoding.Latin1.GetBytes(text);
        while (rest.Length > 0)
        {
            rest = rest[await exchange.Connection.SendAsync(rest, exchange.Stop)..];
        }

        if (thenClose)
        {
            exchange.Connection.Dispose();
        }
    }

    private static Task<LoadResult> RunAsync(
        ScriptedServer server, string transport, LoadSimulation stage, HttpRequestTemplate? request = null, ThinkTime? thinkTime = null) =>
        RunAsync(server.Url, transport, stage, request, thinkTime);

    private static Task<LoadResult> RunAsync(
        Uri target, string transport, LoadSimulation stage, HttpRequestTemplate? request = null, ThinkTime? thinkTime = null) =>
        new HttpLoadEngine().RunAsync(
            new HttpLoad
            {
                Targets = [target],
                Requests = [request ?? new HttpRequestTemplate { Path = "/" }],
                Simulations = [stage],
                ThinkTime = thinkTime ?? ThinkTime.None,
                Options = new EngineOptions { Transport = transport },
            },
            null,
            default);
}
