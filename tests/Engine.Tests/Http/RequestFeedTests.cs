using System.Text;
using LoadLab.Engine.Http;
using LoadLab.Engine.LoadModels;

namespace LoadLab.Engine.Tests.Http;

public sealed class RequestFeedTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task RunAsync_RowsWithPathAndBody_SendsEachAsItIs()
    {
        using var server = ScriptedServer.Ok();

        await RunAsync(server, new IterationsForConstant(1, 4), Feed(FeedOrder.Sequential, 2));

        Assert.Equal(["POST /item/0 0", "POST /item/1 1", "POST /item/0 0", "POST /item/1 1"], Requests(server));
    }

    [Fact]
    public async Task RunAsync_RowWithoutPath_UsesTheRequests()
    {
        using var server = ScriptedServer.Ok();

        await RunAsync(server, new IterationsForConstant(1, 1), new RequestFeed([new FeedRow(null, Bytes("x"))]));

        Assert.Equal(["POST /own x"], Requests(server));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task RunAsync_UniqueRowsEnoughForAll_UsesEachOnceAndIsValidOfIt(int loops)
    {
        using var server = ScriptedServer.Ok();

        var result = await RunAsync(server, new IterationsForConstant(4, 60), Feed(FeedOrder.Unique, 60), loops);

        Assert.Equal(60, Requests(server).Distinct().Count());
        Assert.Equal(60, result.Counts.Ok);
        Assert.Null(result.UsedUpRequest);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task RunAsync_ClosedLoadNeedsMoreUniqueRows_EndsThereAndSaysSo(int loops)
    {
        using var server = ScriptedServer.Ok();

        var result = await RunAsync(server, new KeepConstant(6, 20 * Second), Feed(FeedOrder.Unique, 60), loops);

        Assert.Equal(result.Counts.Sent, Requests(server).Distinct().Count());
        Assert.Equal(60, result.Counts.Sent);
        Assert.Equal((result.Counts.Sent, 0), (result.Counts.Ok, result.Counts.Failed));
        Assert.Equal("POST /own", result.UsedUpRequest);
        Assert.False(result.Cancelled);
        Assert.Contains(result.Findings, finding => finding.Reason.Contains("no row left for request 'POST /own'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RunAsync_OpenLoadNeedsMoreUniqueRows_EndsWhenTheNextIsDue()
    {
        using var server = ScriptedServer.Ok();

        var result = await RunAsync(server, new Inject(200, Second, 20 * Second), Feed(FeedOrder.Unique, 40));

        Assert.Equal((40, 40, 0), (result.Counts.Planned, result.Counts.Sent, result.Counts.Missed));
        // The forty-first was due at 200 ms.
        Assert.True(result.Measured >= TimeSpan.FromMilliseconds(200));
        Assert.True(result.Measured < 10 * Second);
        Assert.DoesNotContain(result.Findings, finding => finding.Reason.Contains("load plan calls for", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RunAsync_TwoGenerators_ShareUniqueRowsWithoutOverlap()
    {
        using var server = ScriptedServer.Ok();
        var feed = Feed(FeedOrder.Unique, 80);

        await RunAsync(server, new IterationsForConstant(4, 80), feed, loops: 2, share: new LoadShare(0, 2));
        await RunAsync(server, new IterationsForConstant(4, 80), feed, loops: 2, share: new LoadShare(1, 2));

        Assert.Equal(80, Requests(server).Distinct().Count());
    }

    [Fact]
    public async Task RunAsync_WarmUp_UsesUniqueRowsUp()
    {
        using var server = ScriptedServer.Ok();

        var result = await RunAsync(server, new Inject(100, Second, Second), Feed(FeedOrder.Unique, 50), warmUp: TimeSpan.FromMilliseconds(200));

        Assert.Equal(50, Requests(server).Distinct().Count());
        Assert.Equal(30, result.Counts.Sent);
    }

    [Fact]
    public async Task RunAsync_RandomRows_AreTheSameForTheSameSeed()
    {
        using var first = ScriptedServer.Ok();
        using var second = ScriptedServer.Ok();

        await RunAsync(first, new IterationsForConstant(1, 50), Feed(FeedOrder.Random, 10));
        await RunAsync(second, new IterationsForConstant(1, 50), Feed(FeedOrder.Random, 10));

        Assert.Equal(Requests(first), Requests(second));
        Assert.InRange(Requests(first).Distinct().Count(), 5, 10);
    }

    [Fact]
    public async Task RunAsync_SeveralKinds_CountsEachByItsName()
    {
        using var server = new ScriptedServer(exchange => exchange.SendAsync(
            exchange.Server.Log.Last().StartsWith("GET /bad", StringComparison.Ordinal)
                ? "HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n"
                : ScriptedServer.OkResponse));

        var result = await RunAsync(
            server,
            new IterationsForConstant(1, 200),
            [new HttpRequestTemplate { Path = "/good", Weight = 3 }, new HttpRequestTemplate { Path = "/bad", Name = "the bad one" }]);

        Assert.Equal(["GET /good", "the bad one"], result.Requests.Select(kind => kind.Name));
        Assert.Equal(200, result.Requests.Sum(kind => kind.Sent));
        Assert.All(result.Requests, kind => Assert.True(kind.Sent > 0));
        Assert.Equal((result.Requests[0].Sent, 0), (result.Requests[0].Ok, result.Requests[0].Failed));
        Assert.Equal((0, result.Requests[1].Sent), (result.Requests[1].Ok, result.Requests[1].Failed));
    }

    [Fact]
    public async Task RunAsync_FeedWithABadPath_IsRefusedBeforehand()
    {
        using var server = ScriptedServer.Ok();

        var failure = await Assert.ThrowsAsync<ArgumentException>(
            () => RunAsync(server, new IterationsForConstant(1, 1), new RequestFeed([new FeedRow("/a", null), new FeedRow("/a b", null)])));

        Assert.Contains("its feed gives the path '/a b'", failure.Message, StringComparison.Ordinal);
    }

    private static RequestFeed Feed(FeedOrder order, int rows) =>
        new([.. Enumerable.Range(0, rows).Select(row => new FeedRow($"/item/{row}", Bytes($"{row}")))], order);

    private static ReadOnlyMemory<byte> Bytes(string text) => Encoding.ASCII.GetBytes(text);

    private static List<string> Requests(ScriptedServer server) => [.. server.Log.Select(text => text.Split(' ', 3) is var words
        ? $"{words[0]} {words[1]} {text[(text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..]}"
        : "")];

    private static Task<LoadResult> RunAsync(
        ScriptedServer server, LoadSimulation stage, RequestFeed feed, int loops = 1, LoadShare? share = null, TimeSpan warmUp = default) =>
        RunAsync(server, stage, [new HttpRequestTemplate { Method = "POST", Path = "/own", Feed = feed }], loops, share, warmUp);

    private static Task<LoadResult> RunAsync(
        ScriptedServer server, LoadSimulation stage, HttpRequestTemplate[] requests, int loops = 1, LoadShare? share = null, TimeSpan warmUp = default) =>
        new HttpLoadEngine().RunAsync(
            new HttpLoad
            {
                Targets = [server.Url],
                Requests = requests,
                Share = share ?? LoadShare.Whole,
                Simulations = [stage],
                WarmUp = warmUp,
                Options = new EngineOptions { Loops = loops },
            },
            null,
            default);
}
