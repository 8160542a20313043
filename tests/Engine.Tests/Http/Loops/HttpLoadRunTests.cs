using System.Net;
using LoadLab.Engine.Http;
using LoadLab.Engine.Http.Loops;
using LoadLab.Engine.Http.Transports;
using LoadLab.Engine.LoadModels;
using LoadLab.Engine.Tests.Http.Wire.Http2;

namespace LoadLab.Engine.Tests.Http.Loops;

public sealed class HttpLoadRunTests
{
    private const int SmallestObjectBytes = 24;

    [Theory]
    [InlineData(null, false)]
    [InlineData(null, true)]
    [InlineData("sockets", false)]
    public async Task Execute_LongAfterWarmUp_LoopAllocatesLessThanAByteARequest(string? transport, bool thinks)
    {
        using var server = ScriptedServer.Ok();
        var load = new HttpLoad
        {
            Targets = [server.Url],
            Requests = [new HttpRequestTemplate { Path = "/", Feed = RequestFeed.OfBodies([new byte[10], new byte[20]]), Method = "POST" }],
            Simulations = [new IterationsForConstant(32, 30_000)],
            ThinkTime = thinks ? new ThinkTime(TimeSpan.Zero, TimeSpan.FromMilliseconds(1)) : ThinkTime.None,
            WarmUp = TimeSpan.FromMilliseconds(500),
        };

        var (sent, allocated) = await ExecuteAsync(load, transport);

        Assert.Equal(30_000, sent);
        // Room for the recorders of a few intervals' hand-over, which do not grow with the number of requests.
        Assert.True(allocated < sent, $"{allocated} bytes for {sent} requests");
    }

    [Theory]
    [MemberData(nameof(Http2LoadEngineTests.Transports), MemberType = typeof(Http2LoadEngineTests))]
    public async Task Execute_Http2_LoopAllocatesLessThanAByteARequest(string transport)
    {
        using var server = new ScriptedHttp2Server((_, stream) => ServerFrames.Headers(stream, true, ":status: 200"));
        var load = new HttpLoad
        {
            Targets = [server.Url],
            Requests = [new HttpRequestTemplate { Path = "/" }],
            Simulations = [new IterationsForConstant(32, 20_000)],
            WarmUp = TimeSpan.FromMilliseconds(500),
            Version = HttpProtocolVersion.Http2,
        };

        var (sent, allocated) = await ExecuteAsync(load, transport);

        Assert.Equal(20_000, sent);
        Assert.True(allocated < sent, $"{allocated} bytes for {sent} requests");
    }

    [Fact]
    public async Task Execute_OpenLoad_AllocatesNoObjectPerRequest()
    {
        using var server = ScriptedServer.Ok();
        var load = new HttpLoad
        {
            Targets = [server.Url],
            Requests = [new HttpRequestTemplate { Path = "/" }],
            Simulations = [new Inject(4000, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2))],
            WarmUp = TimeSpan.FromSeconds(1),
            Options = new EngineOptions { MaxConnectionsPerLoop = 8 },
        };

        var (sent, allocated) = await ExecuteAsync(load);

        // The queue of waiting arrivals grows on a busy machine, to 130 KB at most; one object a request, of 24 bytes at least, would be more.
        Assert.True(allocated < 8000 * SmallestObjectBytes, $"{allocated} bytes for {sent} requests");
    }

    [Fact]
    public void Execute_MoreArrivalsAreDueThanResponsesAreTaken_WaitForTheirConnectionsInsteadOfOpeningMore()
    {
        var load = new HttpLoad
        {
            Targets = [new Uri("http://127.0.0.1:9/")],
            Requests = [new HttpRequestTemplate { Path = "/" }],
            Simulations = [new Inject(5_000, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1)), new Inject(1, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1))],
        };
        var prompt = new TransportFactory("prompt", () => null, _ => new PromptTransport());
        using var run = new HttpLoadRun(
            load, [new LoadTarget(new IPEndPoint(IPAddress.Loopback, 9), "127.0.0.1:9")], new TransportChoice(prompt, null), observer: null, TimeProvider.System);

        var result = run.Execute(default);

        Assert.Equal(5_001, result.Counts.Planned);
        Assert.Equal(5_001, result.Counts.Ok);
        // As many as the loop starts between two looks at what has come, twice over: thousands are due, and all responses are there.
        Assert.InRange(result.PeakConnections, 1, 64);
    }

    private static async Task<(long Sent, long LoopAllocated)> ExecuteAsync(HttpLoad load, string? transport = null)
    {
        var target = await TargetResolver.ResolveAsync(load.Targets[0], load.Options.ConnectTimeout, default);
        using var run = new HttpLoadRun(load, [target], TransportCatalog.Choose(transport), observer: null, TimeProvider.System);
        var result = await Task.Factory.StartNew(() => run.Execute(default), default, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        Assert.Equal(result.Counts.Sent, result.Counts.Ok);
        return (result.Counts.Sent, run.Outcomes[0].Used.ThreadAllocatedBytes);
    }
}
