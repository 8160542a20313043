using System.Net;
using System.Net.Sockets;
using System.Text;
using LoadLab.Engine.Http;
using LoadLab.Engine.LoadModels;

namespace LoadLab.Engine.Tests.Http;

/// <summary>Servers that misbehave beside one that does not: the good one is served as planned, and each request ends as what it was.</summary>
/// <remarks>The servers and one of the transports need the same pool, and what they do to it is enough.</remarks>
[Collection(nameof(UndisturbedCollection))]
public sealed class HostileServerTests
{
    private const int ArrivalsEach = 20;

    private static readonly (Func<ScriptedExchange, Task> Script, ErrorKind? Error)[] Hostile =
    [
        (exchange => exchange.ResetAsync(), ErrorKind.ConnectionReset),
        (ResetWithinTheHead, ErrorKind.ConnectionReset),
        (exchange => exchange.SendAndCloseAsync(""), ErrorKind.ConnectionClosed),
        (exchange => exchange.SendAndCloseAsync("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell"), ErrorKind.ConnectionClosed),
        (exchange => exchange.NeverAsync(), ErrorKind.ResponseTimeout),
        (exchange => StallAfter(exchange, "HTTP/1.1 200 OK\r\nContent-"), ErrorKind.ResponseTimeout),
        (exchange => StallAfter(exchange, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell"), ErrorKind.ResponseTimeout),
        (Trickle, ErrorKind.ResponseTimeout),
        (exchange => exchange.SendByteByByteAsync(ScriptedServer.OkResponse), null),
        (exchange => exchange.SendAsync("\0\u0001\u0002 no HTTP"), ErrorKind.ProtocolError),
        (exchange => Endless(exchange, "HTTP/1.1 200 OK\r\n", "X-Endless: header\r\n"), ErrorKind.ProtocolError),
        (exchange => Endless(exchange, "HTTP/1.1 200 OK\r\nX-Endless: ", "line"), ErrorKind.ProtocolError),
        (exchange => Endless(exchange, "", "HTTP/1.1 100 Endless\r\n\r\n"), ErrorKind.ProtocolError),
        (exchange => Endless(exchange, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;", "extension"), ErrorKind.ProtocolError),
    ];

    [Theory]
    [ClassData(typeof(WorkingTransports))]
    public async Task RunAsync_EveryOtherServerMisbehaves_TheGoodOneIsServedAsPlanned(string transport)
    {
        var servers = Hostile.Select(hostile => new ScriptedServer(hostile.Script)).ToList();
        using var good = ScriptedServer.Answering("HTTP/1.1 203 Good\r\nContent-Length: 0\r\n\r\n");
        var arrivals = ArrivalsEach * (servers.Count + 1);

        var result = await RunAsync(
            transport, [good.Url, .. servers.Select(server => server.Url)], new Inject(arrivals, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)));

        servers.ForEach(server => server.Dispose());
        Assert.Equal((arrivals, arrivals, 0), (result.Counts.Planned, result.Counts.Sent, result.Counts.Missed));
        Assert.Equal(ArrivalsEach, result.Counts.Statuses[203]);
        var expected = Hostile.Where(hostile => hostile.Error is not null).CountBy(hostile => hostile.Error!.Value)
            .ToDictionary(pair => pair.Key, pair => (long)ArrivalsEach * pair.Value);
        Assert.Equal(expected.OrderBy(pair => pair.Key), result.Counts.Errors.OrderBy(pair => pair.Key));
        Assert.Equal(ArrivalsEach * Hostile.Count(hostile => hostile.Error is null), result.Counts.Statuses[200]);
    }

    [Theory]
    [ClassData(typeof(WorkingTransports))]
    public async Task RunAsync_ServerAcceptsAndNeverReads_TheOtherIsServedAsPlanned(string transport)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(1000);
        using var good = ScriptedServer.Answering("HTTP/1.1 203 Good\r\nContent-Length: 0\r\n\r\n");
        var url = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndPoint!).Port}");

        // More than the buffers of both sides hold.
        var result = await RunAsync(transport, [url, good.Url], new Inject(20, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)), new byte[16 << 20]);

        Assert.Equal(10, result.Counts.Errors[ErrorKind.ResponseTimeout]);
        Assert.Equal((20, 0), (result.Counts.Sent, result.Counts.Missed));
    }

    [Theory]
    [ClassData(typeof(WorkingTransports))]
    public async Task RunAsync_OneBodyWithoutEndAtFullSpeed_StarvesNobodyAndTimesOut(string transport)
    {
        using var firehose = new ScriptedServer(exchange => exchange.Number == 0
            ? EndlessOf(exchange, "HTTP/1.1 200 OK\r\n\r\n", new byte[1 << 20])
            : exchange.SendAsync(ScriptedServer.OkResponse));

        var result = await RunAsync(transport, [firehose.Url], new Inject(50, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)));

        Assert.Equal((50, 0), (result.Counts.Sent, result.Counts.Missed));
        Assert.Equal(new Dictionary<ErrorKind, long> { [ErrorKind.ResponseTimeout] = 1 }, result.Counts.Errors);
        Assert.Equal(49, result.Counts.Ok);
        // It ended when it was due, not when the server let go.
        Assert.True(result.Failed.Service.MaxNs < 5e9);
    }

    private static async Task StallAfter(ScriptedExchange exchange, string beginning)
    {
        await exchange.SendAsync(beginning);
        await exchange.NeverAsync();
    }

    private static async Task ResetWithinTheHead(ScriptedExchange exchange)
    {
        await exchange.SendAsync("HTTP/1.1 200 OK\r\nContent-");
        await Task.Delay(20, exchange.Stop);
        await exchange.ResetAsync();
    }

    private static Task Endless(ScriptedExchange exchange, string beginning, string again) =>
        EndlessOf(exchange, beginning, Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(again, 4000))));

    private static async Task EndlessOf(ScriptedExchange exchange, string beginning, byte[] block)
    {
        await exchange.SendAsync(beginning);
        while (!exchange.Stop.IsCancellationRequested)
        {
            await exchange.Connection.SendAsync(block, exchange.Stop);
        }
    }

    private static async Task Trickle(ScriptedExchange exchange)
    {
        await exchange.SendAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        while (!exchange.Stop.IsCancellationRequested)
        {
            await exchange.SendAsync("1\r\nx\r\n");
            await Task.Delay(50, exchange.Stop);
        }
    }

    private static Task<LoadResult> RunAsync(string transport, Uri[] targets, LoadSimulation stage, byte[]? body = null) => new HttpLoadEngine().RunAsync(
        new HttpLoad
        {
            Targets = targets,
            Requests = [new HttpRequestTemplate { Path = "/", Method = body is null ? "GET" : "POST", Feed = body is null ? null : RequestFeed.OfBodies([body]) }],
            // What a busy machine is behind with at the stage's end is sent in the pause, and would be missed without it.
            Simulations = [stage, new Pause(TimeSpan.FromSeconds(1))],
            Options = new EngineOptions { Transport = transport, ResponseTimeout = TimeSpan.FromSeconds(2) },
        },
        null,
        default);
}
