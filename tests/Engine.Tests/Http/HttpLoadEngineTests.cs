using System.Net;
using System.Net.Sockets;
using LoadLab.Engine.Http;
using LoadLab.Engine.LoadModels;
using LoadLab.Engine.Measurement;

namespace LoadLab.Engine.Tests.Http;

public class HttpLoadEngineTests
{
    private const int Copies = 4;

    /// <summary>Null for the one that the engine chooses.</summary>
    protected virtual string? Transport => null;

    private static readonly Func<ScriptedExchange, Task> Mixed = exchange => (exchange.Number % 11) switch
    {
        1 => exchange.SendAsync("HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n"),
        2 => exchange.ResetAsync(),
        3 => exchange.SendAndCloseAsync("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nonly this"),
        4 => exchange.NeverAsync(),
        5 => exchange.SendAsync("garbage\r\n"),
        6 => exchange.SendAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"),
        7 => exchange.SendAndCloseAsync("HTTP/1.1 200 OK\r\n\r\nuntil the end"),
        8 => exchange.SendByteByByteAsync(ScriptedServer.OkResponse),
        9 => exchange.SendAndCloseAsync("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 1\r\n\r\nx"),
        _ => exchange.SendAsync(ScriptedServer.OkResponse),
    };

    public static TheoryData<string, string, ErrorKind?, int?> Behaviours => new()
    {
        { "normal", ScriptedServer.OkResponse, null, 200 },
        { "chunked", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nT: x\r\n\r\n", null, 200 },
        { "interim", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 Created\r\nContent-Length: 1\r\n\r\nx", null, 201 },
        { "server error", "HTTP/1.1 503 Busy\r\nContent-Length: 4\r\n\r\nbusy", null, 503 },
        { "redirect", "HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n", null, 302 },
        { "http 1.0", "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\n{}", null, 200 },
        { "garbage", "SSH-2.0-OpenSSH\r\n", ErrorKind.ProtocolError, null },
    };

    [Theory]
    [MemberData(nameof(Behaviours))]
    public async Task RunAsync_ServerThatAnswersSo_CountsItAsThat(string behaviour, string response, ErrorKind? error, int? status)
    {
        using var server = ScriptedServer.Answering(response);

        var result = await RunAsync(server, new IterationsForConstant(Copies, 40));

        Assert.NotEmpty(behaviour);
        Assert.Equal(40, result.Counts.Sent);
        AssertAccounted(result);
        Assert.Equal(status is { } expected ? new Dictionary<int, long> { [expected] = 40 } : [], result.Counts.Statuses);
        Assert.Equal(error is { } kind ? new Dictionary<ErrorKind, long> { [kind] = 40 } : [], result.Counts.Errors);
        Assert.Equal(status < 400 ? 40 : 0, result.Counts.Ok);
    }

    [Fact]
    public async Task RunAsync_ResponseInSingleBytes_IsRead()
    {
        using var server = new ScriptedServer(exchange => exchange.SendByteByByteAsync(ScriptedServer.OkResponse));

        var result = await RunAsync(server, new IterationsForConstant(2, 10));

        Assert.Equal(10, result.Counts.Ok);
        Assert.Equal(2, server.Accepted);
    }

    [Fact]
    public async Task RunAsync_ServerResets_CountsConnectionReset()
    {
        using var server = new ScriptedServer(exchange => exchange.ResetAsync());

        var result = await RunAsync(server, new IterationsForConstant(2, 10));

        Assert.Equal(10, result.Counts.Errors[ErrorKind.ConnectionReset]);
        AssertAccounted(result);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 O")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nonly this")]
    public async Task RunAsync_ServerClosesEarly_CountsConnectionClosed(string part)
    {
        using var server = new ScriptedServer(exchange => exchange.SendAndCloseAsync(part));

        var result = await RunAsync(server, new IterationsForConstant(2, 10));

        Assert.Equal(10, result.Counts.Errors[ErrorKind.ConnectionClosed]);
        AssertAccounted(result);
    }

    [Fact]
    public async Task RunAsync_BodyUntilClose_IsComplete()
    {
        using var server = new ScriptedServer(exchange => exchange.SendAndCloseAsync("HTTP/1.1 200 OK\r\n\r\nuntil the end"));

        var result = await RunAsync(server, new IterationsForConstant(2, 10));

        Assert.Equal(10, result.Counts.Ok);
        Assert.Equal(10, server.Accepted);
    }

    [Fact]
    public async Task RunAsync_ServerNeverAnswers_CountsResponseTimeout()
    {
        using var server = new ScriptedServer(exchange => exchange.NeverAsync());

        var result = await RunAsync(
            server, new IterationsForConstant(2, 4), options: new EngineOptions { ResponseTimeout = TimeSpan.FromMilliseconds(50) });

        Assert.Equal(4, result.Counts.Errors[ErrorKind.ResponseTimeout]);
        Assert.InRange(result.Failed.Service.MinNs, 50_000_000 * 0.999, long.MaxValue);
        AssertAccounted(result);
    }

    [Fact]
    public async Task RunAsync_NoAnswerByTheEndOfTheDrain_CountsUnfinished()
    {
        using var server = new ScriptedServer(exchange => exchange.NeverAsync());

        var result = await RunAsync(
            server,
            new KeepConstant(3, TimeSpan.FromMilliseconds(100)),
            options: new EngineOptions { DrainTimeout = TimeSpan.FromMilliseconds(100) });

        Assert.Equal(3, result.Counts.Errors[ErrorKind.Unfinished]);
        Assert.Equal(0, result.CompletedInTime);
        AssertAccounted(result);
    }

    [Fact]
    public async Task RunAsync_AnswerDuringTheDrain_CountsButNotInTime()
    {
        using var server = new ScriptedServer(async exchange =>
        {
            await Task.Delay(400, exchange.Stop);
            await exchange.SendAsync(ScriptedServer.OkResponse);
        });

        var result = await RunAsync(server, new KeepConstant(3, TimeSpan.FromMilliseconds(100)));

        Assert.Equal(3, result.Counts.Ok);
        Assert.Equal(0, result.CompletedInTime);
        Assert.Equal(0, result.OkPerSecond);
    }

    [Fact]
    public async Task RunAsync_NothingListens_CountsConnectRefusedAndBacksOff()
    {
        var result = await RunAsync([UnusedUrl()], new KeepConstant(5, TimeSpan.FromMilliseconds(300)));

        Assert.Equal(result.Counts.Failed, result.Counts.Errors[ErrorKind.ConnectRefused]);
        // 10, 20, 40, 80 and 160 ms apart at the quickest, five users each time.
        Assert.InRange(result.Counts.Sent, 5, 30);
        AssertAccounted(result);
    }

    [Fact]
    public async Task RunAsync_OpenLoadAndNothingListens_FailsEveryArrivalAndMissesNone()
    {
        var result = await RunAsync([UnusedUrl()], new Inject(200, TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(500)));

        Assert.Equal(100, result.Counts.Planned);
        Assert.Equal(100, result.Counts.Errors[ErrorKind.ConnectRefused]);
        AssertAccounted(result);
    }

    [Fact]
    public async Task RunAsync_BacklogFull_CountsConnectTimeout()
    {
        // A listener that accepts nothing: once its backlog is full, the kernel lets further connections wait.
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(1);
        var url = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndPoint!).Port}");

        var result = await RunAsync(
            [url],
            new KeepConstant(10, TimeSpan.FromMilliseconds(300)),
            new EngineOptions { ConnectTimeout = TimeSpan.FromMilliseconds(100), DrainTimeout = TimeSpan.FromMilliseconds(200) });

        Assert.True(result.Counts.Errors[ErrorKind.ConnectTimeout] >= 5);
        AssertAccounted(result);
    }

    [Fact]
    public async Task RunAsync_ClosedLoadOfEveryBehaviour_AccountsForEveryRequest()
    {
        using var server = new ScriptedServer(Mixed);

        var result = await RunAsync(server, new KeepConstant(8, TimeSpan.FromMilliseconds(600)), options: Impatient());

        Assert.True(result.Counts.Errors.Count >= 4, string.Join(",", result.Counts.Errors.Keys));
        AssertAccounted(result);
    }

    [Fact]
    public async Task RunAsync_OpenLoadOfEveryBehaviourOnTwoLoops_AccountsForEveryArrival()
    {
        using var server = new ScriptedServer(Mixed);

        var result = await RunAsync(
            server, new Inject(400, TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(700)), options: Impatient() with { Loops = 2 });

        Assert.Equal(280, result.Counts.Planned);
        Assert.Equal(result.Counts.Sent, result.Lateness.Count);
        AssertAccounted(result);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task RunAsync_PoissonArrivals_SendsExactlyThoseOfThePlan(int loops)
    {
        using var server = ScriptedServer.Ok();
        LoadSimulation[] stages =
        [
            new RampingInject(400, TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(500)) { Arrivals = ArrivalProcess.Poisson },
            new Inject(400, TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(500)) { Arrivals = ArrivalProcess.Poisson },
            new IterationsForInject(400, TimeSpan.FromSeconds(1), 150) { Arrivals = ArrivalProcess.Poisson },
        ];
        var planned = LoadPlan.Create(stages, new EngineOptions().Seed).PlannedArrivals;

        var result = await RunAsync([server.Url], stages, new EngineOptions { Loops = loops });

        Assert.Equal((planned, planned), (result.PlanArrivals, result.Counts.Planned));
        Assert.Equal((planned, planned), (result.Counts.Sent + result.Counts.Missed, server.Requests + result.Counts.Missed));
        // Only what fell due in the last moments of a machine that was busy then can be missed.
        Assert.InRange(result.Counts.Missed, 0, 20);
        AssertAccounted(result);
    }

    [Fact]
    public async Task RunAsync_TooFewConnections_QueuesArrivalsAndMissesTheRest()
    {
        using var server = new ScriptedServer(async exchange =>
        {
            await Task.Delay(100, exchange.Stop);
            await exchange.SendAsync(ScriptedServer.OkResponse);
        });

        var result = await RunAsync(
            server,
            new Inject(100, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)),
            options: new EngineOptions { MaxConnectionsPerLoop = 2 });

        Assert.Equal(100, result.Counts.Planned);
        Assert.True(result.Counts.Missed >= 70);
        Assert.Equal(2, result.PeakConnections);
        AssertAccounted(result);
        // The wait for a connection is response time, not service time: the last ones waited for most of the second.
        Assert.True(result.Ok.Response.MaxNs > result.Ok.Service.MinNs + 200_000_000);
    }

    [Fact]
    public async Task RunAsync_KeepAlive_UsesOneConnectionPerUser()
    {
        using var server = ScriptedServer.Ok();

        var result = await RunAsync(server, new IterationsForConstant(3, 300));

        Assert.Equal(300, result.Counts.Ok);
        Assert.Equal(3, server.Accepted);
        Assert.Equal(3, result.PeakConnections);
    }

    [Fact]
    public async Task RunAsync_ServerClosesIdleConnections_ReplacesThemWithoutAnError()
    {
        using var server = new ScriptedServer(async exchange =>
        {
            await exchange.SendAsync(ScriptedServer.OkResponse);
            await Task.Delay(20, exchange.Stop);
            exchange.Connection.Dispose();
        });

        var result = await RunAsync(
            server, new IterationsForConstant(2, 8), thinkTime: new ThinkTime(TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(100)));

        Assert.Equal(8, result.Counts.Ok);
        Assert.Empty(result.Counts.Errors);
        Assert.Equal(8, server.Accepted);
    }

    [Fact]
    public async Task RunAsync_SeveralTargets_GoesRoundThemPerRequest()
    {
        using var first = ScriptedServer.Ok();
        using var second = ScriptedServer.Ok();
        using var third = ScriptedServer.Ok();

        var result = await RunAsync([first.Url, second.Url, third.Url], new IterationsForInject(300, TimeSpan.FromSeconds(1), 60));

        Assert.Empty(result.Counts.Errors);
        Assert.Equal((60, 0), (result.Counts.Ok, result.Counts.Missed));
        Assert.Equal([20, 20, 20], new[] { first.Requests, second.Requests, third.Requests });
    }

    [Fact]
    public async Task RunAsync_UsersWithSeveralTargets_StartAtTheirOwn()
    {
        using var first = ScriptedServer.Ok();
        using var second = ScriptedServer.Ok();

        await RunAsync([first.Url, second.Url], new IterationsForConstant(2, 2));

        Assert.Equal((1, 1), (first.Requests, second.Requests));
    }

    [Fact]
    public async Task RunAsync_SequentialFeedOnTwoLoops_UsesEachBodyEquallyOften()
    {
        using var server = ScriptedServer.Ok();
        var bodies = Enumerable.Range(0, 6).Select(i => (ReadOnlyMemory<byte>)System.Text.Encoding.ASCII.GetBytes($"body-{i}!")).ToArray();
        var request = new HttpRequestTemplate { Method = "POST", Path = "/predict?x=1", Feed = RequestFeed.OfBodies(bodies) };

        await RunAsync([server.Url], new IterationsForConstant(2, 24), new EngineOptions { Loops = 2 }, requests: [request]);

        var used = server.Log.Select(text => text[(text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..]).CountBy(body => body).ToDictionary();
        Assert.Equal(6, used.Count);
        Assert.All(used.Values, count => Assert.Equal(4, count));
        Assert.All(server.Log, text => Assert.StartsWith("POST /predict?x=1 HTTP/1.1\r\nHost: 127.0.0.1:", text));
    }

    [Fact]
    public async Task RunAsync_WeightedRequests_KeepTheirShares()
    {
        using var server = ScriptedServer.Ok();
        HttpRequestTemplate[] requests = [new() { Path = "/a", Weight = 3 }, new() { Path = "/b", Weight = 1 }];

        await RunAsync([server.Url], new IterationsForConstant(2, 1000), requests: requests);

        // Seeded: 750 expected, five standard deviations are 68.
        Assert.InRange(server.Log.Count(text => text.StartsWith("GET /a ", StringComparison.Ordinal)), 682, 818);
    }

    [Fact]
    public async Task RunAsync_LargeBody_IsSentWhole()
    {
        var received = 0;
        using var server = new ScriptedServer(exchange =>
        {
            received = exchange.Server.Log.Last().Length;
            return exchange.SendAsync(ScriptedServer.OkResponse);
        });
        var request = new HttpRequestTemplate { Method = "POST", Path = "/", Feed = RequestFeed.OfBodies([new byte[60_000]]) };

        var result = await RunAsync([server.Url], new IterationsForConstant(1, 3), requests: [request]);

        Assert.Equal(3, result.Counts.Ok);
        Assert.InRange(received, 60_001, 60_200);
        Assert.Equal(3 * received, result.Counts.BytesSent);
        Assert.Equal(3 * ScriptedServer.OkResponse.Length, result.Counts.BytesReceived);
    }

    [Fact]
    public async Task RunAsync_HeadRequest_ExpectsNoBody()
    {
        using var server = ScriptedServer.Answering("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");

        var result = await RunAsync(
            [server.Url], new IterationsForConstant(1, 5), requests: [new HttpRequestTemplate { Method = "HEAD", Path = "/" }]);

        Assert.Equal(5, result.Counts.Ok);
        Assert.Equal(1, server.Accepted);
    }

    [Fact]
    public async Task RunAsync_WarmUp_IsInNoFigureButInItsIntervals()
    {
        using var server = ScriptedServer.Ok();
        var log = new IntervalLog();

        var result = await RunAsync(
            [server.Url],
            new Inject(100, TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(500)),
            new EngineOptions { IntervalLength = TimeSpan.FromMilliseconds(200) },
            observer: log,
            warmUp: TimeSpan.FromMilliseconds(300));

        Assert.Equal(50, result.Counts.Planned);
        Assert.Equal(80, server.Requests);
        var warmUp = log.Intervals.Where(interval => interval.IsWarmUp).ToArray();
        Assert.Equal(30, warmUp.Sum(interval => interval.Counts.Planned));
        Assert.Equal([-300, -100], warmUp.Select(interval => interval.Start.TotalMilliseconds));
        Assert.Equal([0, 200, 400], log.Measured.Where(interval => !interval.IsDrain).Select(interval => interval.Start.TotalMilliseconds));
        Assert.Equal(TimeSpan.FromMilliseconds(500), result.Measured);
        AssertAccounted(result);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task RunAsync_Intervals_AddUpToTheResult(int loops)
    {
        using var server = new ScriptedServer(Mixed);
        var log = new IntervalLog();

        var result = await RunAsync(
            [server.Url],
            [new RampingConstant(6, TimeSpan.FromMilliseconds(200)), new IterationsForConstant(6, 50), new Inject(300, TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(300))],
            Impatient() with { Loops = loops, IntervalLength = TimeSpan.FromMilliseconds(50) },
            requests: [new HttpRequestTemplate { Path = "/empty" }, new HttpRequestTemplate { Path = "/other", Name = "other" }],
            observer: log,
            warmUp: TimeSpan.FromMilliseconds(120));

        AssertAccounted(result);
        Assert.Equal(Enumerable.Range(0, log.Intervals.Count), log.Intervals.Select(interval => interval.Index));
        Assert.Equal(Flat(result.Counts), log.Measured.Select(interval => Flat(interval.Counts)).Aggregate(Sum));
        Assert.Equal(result.CompletedInTime, log.Measured.Where(interval => !interval.IsDrain).Sum(interval => interval.Counts.Ok + interval.Counts.Failed));
        AssertSame(result.Ok.Response, log.Measured.Select(interval => interval.Ok.Response));
        AssertSame(result.Ok.Service, log.Measured.Select(interval => interval.Ok.Service));
        AssertSame(result.Failed.Response, log.Measured.Select(interval => interval.Failed.Response));
        AssertSame(result.Failed.Service, log.Measured.Select(interval => interval.Failed.Service));
        AssertSame(result.Lateness, log.Measured.Select(interval => interval.Lateness));
        Assert.Equal(90, result.Lateness.Count);
        Assert.Equal(["GET /empty", "other"], result.Requests.Select(kind => kind.Name));
        Assert.All(result.Requests, kind => Assert.True(kind.Sent > 0 && kind.Failed > 0));
        Assert.Equal(
            result.Requests,
            log.Measured.SelectMany(interval => interval.Requests).GroupBy(kind => kind.Name, (name, kinds) => kinds.Aggregate(
                new RequestKindCounts(name, 0, 0, 0), (sum, kind) => new RequestKindCounts(name, sum.Sent + kind.Sent, sum.Ok + kind.Ok, sum.Failed + kind.Failed))));
        // Without gaps or overlaps, up to the end of measuring.
        var timed = log.Intervals.Where(interval => !interval.IsDrain).ToArray();
        Assert.All(timed.Zip(timed.Skip(1)), pair => Assert.Equal(pair.First.Start + pair.First.Length, pair.Second.Start));
        Assert.Equal(result.Measured, timed[^1].Start + timed[^1].Length);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RunAsync_UsersToTheEnd_AreInTheLastIntervalToo(bool isCancelled)
    {
        using var server = ScriptedServer.Ok();
        using var cancel = new CancellationTokenSource();
        var log = new IntervalLog();
        var length = TimeSpan.FromMilliseconds(200);
        cancel.CancelAfter(isCancelled ? length * 5 : TimeSpan.FromMinutes(1));

        await RunAsync(
            [server.Url],
            [new KeepConstant(3, length * (isCancelled ? 500 : 2.5))],
            new EngineOptions { IntervalLength = length },
            new ThinkTime(TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(10)),
            observer: log,
            cancellationToken: cancel.Token);

        Assert.Equal((3, 3), (log.Intervals.Last(interval => !interval.IsDrain).Users, log.Intervals.Last(interval => !interval.IsDrain).Connections));
        Assert.All(log.Intervals.Where(interval => interval.IsDrain), interval => Assert.Equal(0, interval.Users));
    }

    [Fact]
    public async Task RunAsync_UsersChange_FollowsTheSchedule()
    {
        using var server = ScriptedServer.Ok();
        var log = new IntervalLog();
        var stage = TimeSpan.FromMilliseconds(200);

        var result = await RunAsync(
            [server.Url],
            [new KeepConstant(6, stage), new KeepConstant(2, stage), new Pause(stage * 5)],
            new EngineOptions { IntervalLength = stage },
            new ThinkTime(TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(10)),
            observer: log);

        Assert.Equal([6, 2, 0, 0, 0, 0, 0], log.Intervals.Where(interval => !interval.IsDrain).Select(interval => interval.Users));
        // A user that retires while it waits for an answer leaves after it, and a busy machine may take its time.
        Assert.Equal(0, log.Intervals.Last(interval => !interval.IsDrain).Connections);
        Assert.Equal(6, server.Accepted);
        Assert.Empty(result.Counts.Errors);
    }

    [Fact]
    public async Task RunAsync_ManyUsersWithThinkTime_WorkOnOneLoop()
    {
        using var server = ScriptedServer.Ok();

        var result = await RunAsync(
            server, new KeepConstant(1000, TimeSpan.FromSeconds(1)), thinkTime: new ThinkTime(TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(400)));

        Assert.Equal(1000, result.PeakConnections);
        Assert.Empty(result.Counts.Errors);
        // Each asks at the start and at least once more than it thinks at the slowest; no more often than it thinks at the quickest.
        Assert.InRange(result.Counts.Sent, 1000, 5000);
        AssertAccounted(result);
    }

    [Fact]
    public async Task RunAsync_Iterations_AreExactlyMadeOverLoops()
    {
        using var server = ScriptedServer.Ok();

        var result = await RunAsync(
            [server.Url],
            [new IterationsForConstant(5, 123), new IterationsForInject(500, TimeSpan.FromSeconds(1), 77)],
            new EngineOptions { Loops = 2 });

        AssertAccounted(result);
        Assert.Equal(200, result.Counts.Ok);
        // The closed phase lasts until its iterations are answered; the open one ends by its rate, whatever is still under way.
        Assert.InRange(result.CompletedInTime, 123, 200);
        Assert.Equal(77, result.Lateness.Count);
    }

    [Fact]
    public async Task RunAsync_FewerIterationsThanLoops_Ends()
    {
        using var server = ScriptedServer.Ok();

        var result = await RunAsync(
            [server.Url],
            [new IterationsForConstant(1, 3), new IterationsForInject(100, TimeSpan.FromSeconds(1), 1)],
            new EngineOptions { Loops = 3 });

        Assert.Equal(4, result.Counts.Ok);
    }

    [Fact]
    public async Task RunAsync_Cancelled_ReturnsWhatItMeasured()
    {
        using var server = ScriptedServer.Ok();
        using var cancel = new CancellationTokenSource();

        var result = await RunAsync(
            [server.Url], [new Inject(100, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10))], new EngineOptions { Loops = 2, IntervalLength = TimeSpan.FromMilliseconds(50) },
            observer: new CancellingObserver(cancel, afterIntervals: 3), cancellationToken: cancel.Token);

        Assert.True(result.Cancelled);
        Assert.InRange(result.Measured, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1));
        Assert.True(result.Counts.Ok > 0);
        AssertAccounted(result);
    }

    [Fact]
    public async Task RunAsync_CancelledInWarmUp_ReturnsAnEmptyResult()
    {
        using var server = ScriptedServer.Ok();
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));

        var result = await RunAsync(
            [server.Url], new KeepConstant(1, TimeSpan.FromMinutes(5)), warmUp: TimeSpan.FromMinutes(5), cancellationToken: cancel.Token);

        Assert.True(result.Cancelled);
        Assert.Equal(TimeSpan.Zero, result.Measured);
        Assert.Equal(0, result.Counts.Sent);
    }

    [Fact]
    public async Task RunAsync_IPv6_IsReached()
    {
        using var server = new ScriptedServer(exchange => exchange.SendAsync(ScriptedServer.OkResponse), IPAddress.IPv6Loopback);

        var result = await RunAsync(server, new IterationsForConstant(1, 5));

        Assert.Equal(5, result.Counts.Ok);
        Assert.Contains($"\r\nHost: [::1]:{server.Url.Port}\r\n", server.Log.First());
    }

    [Fact]
    public async Task RunAsync_Name_IsResolvedToTheAddressThatListens()
    {
        using var server = ScriptedServer.Ok();

        var result = await RunAsync([new Uri($"http://localhost:{server.Url.Port}")], new IterationsForConstant(1, 5));

        Assert.Equal(5, result.Counts.Ok);
        Assert.Contains($"\r\nHost: localhost:{server.Url.Port}\r\n", server.Log.First());
    }

    [Fact]
    public async Task RunAsync_ObserverThrows_EndsTheRunWithItsException()
    {
        using var server = ScriptedServer.Ok();

        await Assert.ThrowsAsync<InvalidDataException>(() => RunAsync(
            [server.Url],
            new KeepConstant(1, TimeSpan.FromMinutes(5)),
            new EngineOptions { IntervalLength = TimeSpan.FromMilliseconds(50) },
            observer: new ThrowingObserver()));
    }

    [Fact]
    public async Task RunAsync_NameWithoutAddress_SaysWhich()
    {
        var failure = await Assert.ThrowsAsync<LoadSetupException>(
            () => RunAsync([new Uri("http://no-such-host.invalid")], new IterationsForConstant(1, 1)));

        Assert.Contains("no-such-host.invalid", failure.Message);
    }

    [Fact]
    public async Task RunAsync_UnknownTransport_NamesThoseThereAre()
    {
        var failure = await Assert.ThrowsAsync<ArgumentException>(
            () => RunAsync([UnusedUrl()], new IterationsForConstant(1, 1), new EngineOptions { Transport = "carrier-pigeon" }));

        Assert.Contains("carrier-pigeon", failure.Message);
        Assert.Contains("epoll", failure.Message);
    }

    [Fact]
    public async Task RunAsync_ProcessorThatIsNotThere_SaysWhich()
    {
        var failure = await Assert.ThrowsAsync<LoadSetupException>(
            () => RunAsync([UnusedUrl()], new IterationsForConstant(1, 1), new EngineOptions { Processors = [4000] }));

        Assert.Contains("4000", failure.Message);
    }

    [Fact]
    public async Task RunAsync_MoreUsersThanConnections_SaysSoBeforehand()
    {
        var failure = await Assert.ThrowsAsync<LoadSetupException>(
            () => RunAsync([UnusedUrl()], new KeepConstant(11, TimeSpan.FromSeconds(1)), new EngineOptions { MaxConnectionsPerLoop = 10 }));

        Assert.Contains("11 virtual users", failure.Message);
    }

    [Fact]
    public async Task RunAsync_SeveralMistakes_ListsThemAll()
    {
        var load = new HttpLoad
        {
            Targets = [new Uri("ftp://x"), new Uri("http://127.0.0.1/path")],
            Requests =
            [
                new HttpRequestTemplate { Path = "no-slash", Headers = [new("X", "a\r\nEvil: b")] },
                new HttpRequestTemplate { Path = "/a b", Weight = 0, Method = "G T", Headers = [new("Bad Name", "x")] },
            ],
            Simulations = [],
            WarmUp = TimeSpan.FromSeconds(-1),
            Options = new EngineOptions { Loops = 0 },
        };

        var failure = await Assert.ThrowsAsync<ArgumentException>(() => new HttpLoadEngine().RunAsync(load, null, default));

        Assert.Equal(11, failure.Message.Split(Environment.NewLine).Length);
    }

    private static EngineOptions Impatient() => new()
    {
        ResponseTimeout = TimeSpan.FromMilliseconds(60),
        DrainTimeout = TimeSpan.FromMilliseconds(500),
    };

    private static Uri UnusedUrl()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return new Uri($"http://127.0.0.1:{((IPEndPoint)socket.LocalEndPoint!).Port}");
    }

    private Task<LoadResult> RunAsync(ScriptedServer server, LoadSimulation stage, EngineOptions? options = null, ThinkTime? thinkTime = null) =>
        RunAsync([server.Url], stage, options, thinkTime);

    private Task<LoadResult> RunAsync(
        Uri[] targets,
        LoadSimulation stage,
        EngineOptions? options = null,
        ThinkTime? thinkTime = null,
        HttpRequestTemplate[]? requests = null,
        ILoadObserver? observer = null,
        TimeSpan warmUp = default,
        CancellationToken cancellationToken = default) =>
        RunAsync(targets, [stage], options, thinkTime, requests, observer, warmUp, cancellationToken);

    private Task<LoadResult> RunAsync(
        Uri[] targets,
        LoadSimulation[] stages,
        EngineOptions? options = null,
        ThinkTime? thinkTime = null,
        HttpRequestTemplate[]? requests = null,
        ILoadObserver? observer = null,
        TimeSpan warmUp = default,
        CancellationToken cancellationToken = default)
    {
        var load = new HttpLoad
        {
            Targets = targets,
            Requests = requests ?? [new HttpRequestTemplate { Path = "/empty" }],
            Simulations = stages,
            ThinkTime = thinkTime ?? ThinkTime.None,
            WarmUp = warmUp,
            Options = options is { Transport: not null } ? options : (options ?? new EngineOptions()) with { Transport = Transport },
        };
        return new HttpLoadEngine().RunAsync(load, observer, cancellationToken);
    }

    /// <summary>Every request sent ended in exactly one way, and every planned one was sent or missed.</summary>
    private static void AssertAccounted(LoadResult result)
    {
        var counts = result.Counts;
        Assert.Equal(counts.Sent, counts.Ok + counts.Failed);
        Assert.Equal(counts.Planned, counts.Sent + counts.Missed);
        Assert.Equal(counts.Ok + counts.Failed, counts.Statuses.Values.Sum() + counts.Errors.Values.Sum());
        Assert.Equal(counts.Ok, counts.Statuses.Where(pair => pair.Key < 400).Sum(pair => pair.Value));
        Assert.Equal((counts.Ok, counts.Ok), (result.Ok.Response.Count, result.Ok.Service.Count));
        Assert.Equal((counts.Failed, counts.Failed), (result.Failed.Response.Count, result.Failed.Service.Count));
    }

    private static long[] Flat(RequestCounts counts) =>
    [
        counts.Planned, counts.Sent, counts.Ok, counts.Failed, counts.Missed, counts.BytesSent, counts.BytesReceived,
        .. Enumerable.Range(100, 500).Select(status => counts.Statuses.GetValueOrDefault(status)),
        .. Enum.GetValues<ErrorKind>().Select(error => counts.Errors.GetValueOrDefault(error)),
    ];

    private static long[] Sum(long[] left, long[] right) => [.. left.Zip(right, (a, b) => a + b)];

    private static void AssertSame(LatencyHistogram expected, IEnumerable<LatencyHistogram> parts)
    {
        var sum = new LatencyHistogram();
        foreach (var part in parts)
        {
            sum.Add(part);
        }

        Assert.Equal(expected.RecordedSlots(), sum.RecordedSlots());
    }

    private sealed class ThrowingObserver : ILoadObserver
    {
        public void OnInterval(IntervalResult interval) => throw new InvalidDataException("disk full");
    }
}
