using LoadLab.Engine.Http;
using LoadLab.Engine.LoadModels;

namespace LoadLab.Engine.Tests.Http;

public sealed class ConnectionTimingsTests
{
    /// <summary>For the engine to read the last answer, before the run is ended.</summary>
    private static readonly TimeSpan AfterTheLast = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task RunAsync_KeptConnections_ConnectsOncePerUserAndIsNeverBlocked()
    {
        using var server = ScriptedServer.Ok();

        var result = await RunAsync(server, new IterationsForConstant(3, 60));

        Assert.Equal((3, 0, 60), Counts(result.Timings!));
        Assert.True(result.Timings!.Connect.MinNs > 0);
        Assert.True(result.Timings.FirstByte.MaxNs <= result.Ok.Service.MaxNs);
    }

    [Fact]
    public async Task RunAsync_ServerClosesEachTime_ConnectsForEachRequest()
    {
        using var server = ScriptedServer.Answering("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");

        var result = await RunAsync(server, new IterationsForConstant(2, 12));

        Assert.Equal((12, 0, 12), Counts(result.Timings!));
    }

    [Fact]
    public async Task RunAsync_BodyComesLater_FirstByteIsTheHeads()
    {
        using var server = new ScriptedServer(async exchange =>
        {
            await exchange.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n");
            await Task.Delay(60, exchange.Stop);
            await exchange.SendAsync("{");
            await Task.Delay(60, exchange.Stop);
            await exchange.SendAsync("}");
        });

        var result = await RunAsync(server, new IterationsForConstant(1, 5));

        // The server waits between the two at least 120 ms, less what its timer is early.
        Assert.True(result.Ok.Service.MeanNs - result.Timings!.FirstByte.MeanNs > 110e6);
    }

    [Fact]
    public async Task RunAsync_WholeResponseAtOnce_FirstByteIsTheServiceTime()
    {
        using var server = ScriptedServer.Ok();

        var result = await RunAsync(server, new IterationsForConstant(2, 40));

        Assert.Equal(result.Ok.Service.RecordedSlots(), result.Timings!.FirstByte.RecordedSlots());
    }

    [Fact]
    public async Task RunAsync_FailedRequests_HaveNoFirstByte()
    {
        using var server = ScriptedServer.Answering("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n");

        var result = await RunAsync(server, new IterationsForConstant(2, 10));

        Assert.Equal((2, 0, 0), Counts(result.Timings!));
    }

    [Fact]
    public async Task RunAsync_OneConnectionForArrivalsThatOverlap_BlocksAllButTheFirst()
    {
        // However slow this machine is: the run is ended by its tenth answer.
        using var end = new CancellationTokenSource();
        using var server = new ScriptedServer(async exchange =>
        {
            await Task.Delay(40, exchange.Stop);
            await exchange.SendAsync(ScriptedServer.OkResponse);
            if (exchange.Number + 1 == 10)
            {
                end.CancelAfter(AfterTheLast);
            }
        });

        var result = await RunAsync(
            server,
            [new Inject(100, TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(100)), new Pause(TimeSpan.FromSeconds(30))],
            new EngineOptions { MaxConnectionsPerLoop = 1 },
            stop: end.Token);

        Assert.Equal((1, 9, 10), Counts(result.Timings!));
        // The last one was due at 90 ms and had nine answers of 40 ms before it, less what the server's timer is early.
        Assert.True(result.Timings!.Blocked.MaxNs > 250e6);
        // What blocked the request is the whole of its lateness, here.
        Assert.Equal(result.Lateness.MaxNs, result.Timings.Blocked.MaxNs);
    }

    [Fact]
    public async Task RunAsync_MoreArrivalsThanOneTurnStarts_BlocksNoneWhileThereAreConnections()
    {
        using var server = ScriptedServer.Ok();

        // 200 due at almost the same moment; a turn starts 32.
        var result = await RunAsync(
            server, [new Inject(200, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1)), new Pause(TimeSpan.FromSeconds(1))], null);

        Assert.Equal((0, 200), (result.Timings!.Blocked.Count, result.Counts.Ok));
    }

    [Fact]
    public async Task RunAsync_UserWhoWaitsForAnArrivalsConnection_IsBlockedOnce()
    {
        using var server = new ScriptedServer(async exchange =>
        {
            await Task.Delay(150, exchange.Stop);
            await exchange.SendAsync(ScriptedServer.OkResponse);
        });

        var result = await RunAsync(
            server,
            [new Inject(50, TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(20)), new IterationsForConstant(1, 3)],
            new EngineOptions { MaxConnectionsPerLoop = 1 });

        Assert.Equal((1, 4), (result.Timings!.Blocked.Count, result.Counts.Ok));
    }

    [Fact]
    public async Task RunAsync_ConnectionsMadeInTheWarmUp_AreInNoResult()
    {
        using var server = ScriptedServer.Ok();
        var log = new IntervalLog();

        var result = await RunAsync(
            server, [new KeepConstant(2, TimeSpan.FromMilliseconds(100))], null, log, warmUp: TimeSpan.FromMilliseconds(100));

        Assert.Equal(0, result.Timings!.Connect.Count);
        Assert.Equal(2, log.Intervals.Where(interval => interval.IsWarmUp).Sum(interval => interval.Timings!.Connect.Count));
        Assert.Equal(result.Timings.FirstByte.Count, log.Measured.Sum(interval => interval.Timings!.FirstByte.Count));
    }

    [Fact]
    public async Task RunAsync_NothingListens_HasNoConnectTime()
    {
        var server = ScriptedServer.Ok();
        var url = server.Url;
        server.Dispose();

        var result = await RunAsync([url], [new IterationsForInject(100, TimeSpan.FromSeconds(1), 5)], null, null, default);

        Assert.Equal(5, result.Counts.Errors[ErrorKind.ConnectRefused]);
        Assert.Equal((0, 0, 0), Counts(result.Timings!));
    }

    private static (long Connects, long Blocked, long FirstBytes) Counts(ConnectionTimings timings) =>
        (timings.Connect.Count, timings.Blocked.Count, timings.FirstByte.Count);

    private static Task<LoadResult> RunAsync(ScriptedServer server, LoadSimulation stage, EngineOptions? options = null) =>
        RunAsync(server, [stage], options);

    private static Task<LoadResult> RunAsync(
        ScriptedServer server, LoadSimulation[] stages, EngineOptions? options, ILoadObserver? observer = null, TimeSpan warmUp = default, CancellationToken stop = default) =>
        RunAsync([server.Url], stages, options, observer, warmUp, stop);

    private static Task<LoadResult> RunAsync(
        Uri[] targets, LoadSimulation[] stages, EngineOptions? options, ILoadObserver? observer, TimeSpan warmUp, CancellationToken stop = default) =>
        new HttpLoadEngine().RunAsync(
            new HttpLoad
            {
                Targets = targets,
                Requests = [new HttpRequestTemplate { Path = "/" }],
                Simulations = stages,
                WarmUp = warmUp,
                Options = options ?? new EngineOptions(),
            },
            observer,
            stop);
}
