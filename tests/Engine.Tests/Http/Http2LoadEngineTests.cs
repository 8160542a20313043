using System.Security.Cryptography;
using LoadLab.Engine.Http;
using LoadLab.Engine.Http.Transports;
using LoadLab.Engine.Http.Wire.Http2;
using LoadLab.Engine.LoadModels;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using static LoadLab.Engine.Tests.Http.Wire.Http2.ServerFrames;

namespace LoadLab.Engine.Tests.Http;

/// <summary>Loads over HTTP/2, in plain text, on every transport that works here.</summary>
public sealed class Http2LoadEngineTests
{
    private static readonly byte[] LargeBody = RandomNumberGenerator.GetBytes(1_500_000);

    public static TheoryData<string> Transports => [.. TransportCatalog.All.Where(factory => factory.Probe() is null).Select(factory => factory.Name)];

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task RunAsync_ManyConnections_EachCarriesItsRequests(string transport)
    {
        await using var server = await KestrelServer.StartAsync();

        var result = await RunAsync(server.Url, new IterationsForConstant(50, 2000), Get("/hello"), transport);

        Assert.Equal((2000, 2000, "2"), (result.Counts.Ok, server.Requests, result.HttpVersion));
        Assert.Equal(["HTTP/2"], server.Protocols.Keys);
        Assert.InRange(server.Connections.Count, 1, 50);
        Assert.Null(result.ProtocolFailure);
        AssertAccounted(result);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task RunAsync_OpenLoadOnTwoLoops_AccountsForEveryArrival(string transport)
    {
        await using var server = await KestrelServer.StartAsync();

        var result = await RunAsync(
            server.Url, new Inject(500, TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(600)), Get("/hello"), transport, new EngineOptions { Loops = 2 });

        Assert.Equal(300, result.Counts.Planned);
        Assert.Equal(result.Counts.Sent, result.Lateness.Count);
        Assert.Empty(result.Counts.Errors);
        AssertAccounted(result);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task RunAsync_BodiesLargerThanTheWindow_ArriveWhole(string transport)
    {
        await using var server = await KestrelServer.StartAsync();

        var result = await RunAsync(server.Url, new IterationsForConstant(4, 40), Post("/digest", LargeBody, new byte[100], [], LargeBody[..70_000]), transport);

        Assert.Equal(new Dictionary<int, long> { [200] = 40 }, result.Counts.Statuses);
        Assert.InRange(result.Counts.BytesSent, 10L * LargeBody.Length, long.MaxValue);
        Assert.InRange(server.Connections.Count, 1, 4);
        AssertAccounted(result);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task RunAsync_BodiesLargerThanTheWindowOverTls_ArriveWhole(string transport)
    {
        using var authority = new TestAuthority();
        using var certificate = authority.Issue("127.0.0.1");
        await using var server = await KestrelServer.StartAsync(tls: new HttpsConnectionAdapterOptions { ServerCertificate = certificate });

        var result = await RunAsync(
            server.Url, new IterationsForConstant(4, 20), Post("/digest", LargeBody, new byte[100]), transport, tls: new TlsOptions { CaFile = authority.CaFile });

        Assert.Equal(new Dictionary<int, long> { [200] = 20 }, result.Counts.Statuses);
        Assert.Equal(["HTTP/2"], server.Protocols.Keys);
        Assert.InRange(server.Connections.Count, 1, 4);
        AssertAccounted(result);
    }

    [Theory]
    [InlineData("GET", "/hello", 200)]
    [InlineData("HEAD", "/hello", 200)]
    [InlineData("GET", "/204", 204)]
    [InlineData("GET", "/304", 304)]
    [InlineData("DELETE", "/404", 404)]
    [InlineData("GET", "/503", 503)]
    [InlineData("GET", "/trailer", 200)]
    [InlineData("GET", "/large", 200)]
    public async Task RunAsync_EachKindOfAnswer_IsReadAndTheConnectionKept(string method, string path, int status)
    {
        await using var server = await KestrelServer.StartAsync();

        var result = await RunAsync(server.Url, new IterationsForConstant(1, 20), [new HttpRequestTemplate { Method = method, Path = path }]);

        Assert.Equal(new Dictionary<int, long> { [status] = 20 }, result.Counts.Statuses);
        Assert.Single(server.Connections);
        Assert.InRange(result.Counts.BytesReceived, path == "/large" ? 60_000_000 : 1, long.MaxValue);
        AssertAccounted(result);
    }

    [Fact]
    public async Task RunAsync_AnswerBeforeTheBodyWasRead_IsCounted()
    {
        await using var server = await KestrelServer.StartAsync();

        var result = await RunAsync(server.Url, new IterationsForConstant(2, 20), Post("/refuse", LargeBody));

        Assert.Equal(new Dictionary<int, long> { [413] = 20 }, result.Counts.Statuses);
        AssertAccounted(result);
    }

    [Fact]
    public async Task RunAsync_StreamsReset_AreCountedAndSaid()
    {
        await using var server = await KestrelServer.StartAsync();

        var result = await RunAsync(server.Url, new IterationsForConstant(2, 20), Get("/abort"));

        Assert.Equal(new Dictionary<ErrorKind, long> { [ErrorKind.ConnectionReset] = 20 }, result.Counts.Errors);
        Assert.Contains("reset a request", result.ProtocolFailure);
        Assert.InRange(server.Connections.Count, 1, 2);
        AssertAccounted(result);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task RunAsync_ServerShutsDown_EndsRequestsInOrder(string transport)
    {
        await using var server = await KestrelServer.StartAsync();
        var running = RunAsync(server.Url, new KeepConstant(8, TimeSpan.FromMilliseconds(800)), Get("/hello"), transport);
        await Task.Delay(300);

        await server.StopAsync();
        var result = await running;

        Assert.InRange(result.Counts.Ok, 1, long.MaxValue);
        Assert.DoesNotContain(ErrorKind.ProtocolError, result.Counts.Errors.Keys);
        Assert.DoesNotContain(ErrorKind.ResponseTimeout, result.Counts.Errors.Keys);
        AssertAccounted(result);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task RunAsync_GoAwayAfterEveryThirdRequest_ReplacesTheConnectionWithoutAFailure(string transport)
    {
        using var server = new ScriptedHttp2Server((_, stream) =>
            stream == 5 ? [.. GoAway(stream, Http2ErrorCode.NoError), .. Headers(stream, true, ":status: 200")] : Headers(stream, true, ":status: 200"));

        var result = await RunAsync(server.Url, new IterationsForConstant(3, 60), Get("/"), transport);

        Assert.Equal((60, 60), (result.Counts.Ok, server.Requests));
        Assert.InRange(server.Accepted, 60 / 3, 60 / 3 + 2);
        Assert.Null(result.ProtocolFailure);
        AssertAccounted(result);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task RunAsync_ControlFramesBetweenRequests_AreAnswered(string transport)
    {
        var ping = Frame(FrameType.Ping, 0, 0, new byte[8]);
        using var server = new ScriptedHttp2Server((_, stream) => [.. ping, .. Headers(stream, true, ":status: 200"), .. ping, .. Settings, .. WindowUpdate(0, 1)]);

        var result = await RunAsync(server.Url, new IterationsForConstant(2, 100), Get("/"), transport);

        Assert.Equal((100, 2), (result.Counts.Ok, server.Accepted));
        // Those after the last answers may come too late.
        Assert.InRange(server.Pongs, 190, 200);
        AssertAccounted(result);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task RunAsync_RuleBroken_CountsAProtocolErrorAndTellsTheServer(string transport)
    {
        using var server = new ScriptedHttp2Server((_, stream) => Headers(stream, true, ":status: abc"));

        var result = await RunAsync(server.Url, new IterationsForConstant(2, 10), Get("/"), transport);

        Assert.Equal(new Dictionary<ErrorKind, long> { [ErrorKind.ProtocolError] = 10 }, result.Counts.Errors);
        Assert.Contains(":status", result.ProtocolFailure);
        // Told only where nothing is being sent at that moment, which an answer to the server's settings may be.
        await WaitUntilAsync(() => !server.Goodbyes.IsEmpty);
        Assert.All(server.Goodbyes, code => Assert.Equal(Http2ErrorCode.ProtocolError, code));
        AssertAccounted(result);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task RunAsync_EveryBehaviour_AccountsForEveryRequest(string transport)
    {
        using var server = new ScriptedHttp2Server((number, stream) => (number % 9) switch
        {
            1 => null,
            2 => Reset(stream, Http2ErrorCode.RefusedStream),
            3 => GoAway(stream - 2, Http2ErrorCode.NoError),
            4 => Headers(stream, true, ":status: 500"),
            5 => "garbage, and more of it"u8.ToArray(),
            6 => [],
            7 => [.. Headers(stream, false, ":status: 200"), .. Data(stream, false, 100), .. Headers(stream, true, "trailer: x")],
            8 => [.. Headers(stream, true, ":status: 200"), .. Reset(stream, Http2ErrorCode.NoError), .. GoAway(stream, Http2ErrorCode.InternalError)],
            _ => Headers(stream, true, ":status: 200"),
        });
        var options = new EngineOptions { ResponseTimeout = TimeSpan.FromMilliseconds(60), DrainTimeout = TimeSpan.FromMilliseconds(500), Loops = 2 };

        var closed = await RunAsync(server.Url, new KeepConstant(8, TimeSpan.FromMilliseconds(500)), Get("/"), transport, options);
        var open = await RunAsync(server.Url, new Inject(400, TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(500)), Get("/"), transport, options);

        Assert.True(closed.Counts.Errors.Count >= 4, string.Join(", ", closed.Counts.Errors));
        AssertAccounted(closed);
        AssertAccounted(open);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task RunAsync_ServerOfHttp1_SaysToUseIt(string transport)
    {
        await using var server = await KestrelServer.StartAsync(HttpProtocols.Http1);

        var result = await RunAsync(server.Url, new IterationsForConstant(2, 10), Get("/hello"), transport);

        Assert.Equal(0, result.Counts.Ok);
        Assert.Equal(new Dictionary<ErrorKind, long> { [ErrorKind.ProtocolError] = 10 }, result.Counts.Errors);
        Assert.Contains("use HTTP/1.1", result.ProtocolFailure);
        AssertAccounted(result);
    }

    [Fact]
    public async Task RunAsync_Http1ToAServerOfHttp2_CountsProtocolErrors()
    {
        await using var server = await KestrelServer.StartAsync();

        var result = await RunAsync(server.Url, new IterationsForConstant(1, 3), Get("/hello"), version: HttpProtocolVersion.Http11);

        Assert.Equal((0, "1.1"), (result.Counts.Ok, result.HttpVersion));
        AssertAccounted(result);
    }

    [Fact]
    public async Task RunAsync_HeaderThatHttp2DoesNotHave_IsRefusedBeforehand()
    {
        var request = new HttpRequestTemplate { Path = "/", Headers = [new("Connection", "close"), new("TE", "gzip"), new("Host", "x")] };

        var failure = await Assert.ThrowsAsync<ArgumentException>(() => RunAsync(new Uri("http://127.0.0.1:1"), new IterationsForConstant(1, 1), [request]));

        Assert.Equal(2, failure.Message.Split(Environment.NewLine).Length);
        Assert.Contains("Connection", failure.Message);
    }

    [NghttpdTheory]
    [InlineData("")]
    [InlineData("--padding=200 --trailer=checksum:abc")]
    [InlineData("--window-bits=14 --connection-window-bits=16 --echo-upload")]
    [InlineData("--header-table-size=0 --encoder-header-table-size=64")]
    [InlineData("--max-concurrent-streams=1")]
    public async Task RunAsync_Nghttpd_AnswersEverything(string options)
    {
        using var server = await Nghttpd.StartAsync(options.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        HttpRequestTemplate[] requests =
        [
            .. Get("/hello.txt"),
            .. Get("/large.bin"),
            new HttpRequestTemplate { Method = "HEAD", Path = "/large.bin" },
            .. Post("/hello.txt", LargeBody[..300_000]),
        ];

        var result = await RunAsync(server.Url, new IterationsForConstant(10, 300), requests);

        Assert.Equal(new Dictionary<int, long> { [200] = 300 }, result.Counts.Statuses);
        Assert.Equal(10, result.PeakConnections);
        AssertAccounted(result);
    }

    [NghttpdTheory]
    [InlineData("epoll")]
    [InlineData("sockets")]
    public async Task RunAsync_NghttpdKilled_AccountsForEveryRequest(string transport)
    {
        using var server = await Nghttpd.StartAsync();
        var running = RunAsync(server.Url, new KeepConstant(8, TimeSpan.FromMilliseconds(700)), Get("/large.bin"), transport);
        await Task.Delay(250);

        server.Dispose();
        var result = await running;

        Assert.InRange(result.Counts.Errors.Count, 1, 5);
        AssertAccounted(result);
    }

    private static HttpRequestTemplate[] Get(string path) => [new() { Path = path }];

    private static HttpRequestTemplate[] Post(string path, params byte[][] bodies) =>
    [
        .. bodies.Select(body => new HttpRequestTemplate
        {
            Method = "POST",
            Path = path,
            Headers = [new("X-Digest", Convert.ToHexString(SHA256.HashData(body)))],
            Feed = RequestFeed.OfBodies([body]),
        }),
    ];

    private static Task<LoadResult> RunAsync(
        Uri target,
        LoadSimulation stage,
        HttpRequestTemplate[] requests,
        string? transport = null,
        EngineOptions? options = null,
        HttpProtocolVersion version = HttpProtocolVersion.Http2,
        TlsOptions? tls = null) =>
        new HttpLoadEngine().RunAsync(
            new HttpLoad
            {
                Targets = [target],
                Requests = requests,
                Simulations = [stage],
                Version = version,
                Tls = tls ?? new TlsOptions(),
                Options = (options ?? new EngineOptions()) with { Transport = transport },
            },
            null,
            default);

    private static async Task WaitUntilAsync(Func<bool> condition)
    {
        for (var attempt = 0; !condition() && attempt < 500; attempt++)
        {
            await Task.Delay(10);
        }

        Assert.True(condition());
    }

    private static void AssertAccounted(LoadResult result)
    {
        var counts = result.Counts;
        Assert.Equal(counts.Sent, counts.Ok + counts.Failed);
        Assert.Equal(counts.Planned, counts.Sent + counts.Missed);
        Assert.Equal(counts.Ok + counts.Failed, counts.Statuses.Values.Sum() + counts.Errors.Values.Sum());
        Assert.Equal((counts.Ok, counts.Ok), (result.Ok.Response.Count, result.Ok.Service.Count));
        Assert.Equal((counts.Failed, counts.Failed), (result.Failed.Response.Count, result.Failed.Service.Count));
    }
}
