using System.Text;
using LoadLab.Engine.Http;
using LoadLab.Engine.LoadModels;
using LoadLab.Engine.Measurement;

namespace LoadLab.Engine.Tests.Http;

public sealed class LoadControlTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>Far enough ahead for a machine that is busy.</summary>
    private const long AheadNs = 500_000_000;

    [Fact]
    public async Task AwaitStart_MomentToCome_BeginsThenAndNotBefore()
    {
        using var server = ScriptedServer.Ok();
        // The first requests of a process take longer, and would hide a start that came too early.
        await RunAsync(Load(server, new IterationsForConstant(1, 500)), null);
        long startNs = 0;
        var control = new LoadControl { AwaitStart = _ => startNs = MonotonicClock.NowNs() + AheadNs };
        Assert.Equal(0, control.StartedNs);

        var result = await RunAsync(Load(server, new Inject(100, Second, TimeSpan.FromMilliseconds(200))) with { WarmUp = TimeSpan.FromMilliseconds(100) }, control);

        Assert.Equal(startNs, control.StartedNs);
        Assert.Equal(530, server.Requests);
        Assert.True(server.AnsweredNs.Skip(500).Min() >= startNs);
        Assert.Equal((20, TimeSpan.FromMilliseconds(200)), (result.Counts.Sent, result.Measured));
        Assert.Equal(20, result.PlanArrivals);
    }

    [Fact]
    public async Task AwaitStart_MomentIsPast_SendsAllThatWasDueAndSaysHowLate()
    {
        using var server = ScriptedServer.Ok();
        const long PastNs = 2_000_000_000;
        var control = new LoadControl { AwaitStart = _ => MonotonicClock.NowNs() - PastNs };

        // So few that the loop takes all of them in the round that a phase which is over is left.
        var result = await RunAsync(Load(server, new Inject(20, Second, Second)), control);

        Assert.Equal((20, 20, 0), (result.Counts.Planned, result.Counts.Sent, result.Counts.Missed));
        // The last one was due a second before.
        Assert.InRange(result.Lateness.MinNs, (PastNs / 2) - 10_000_000, long.MaxValue);
        Assert.InRange(result.Ok.Response.MinNs, result.Lateness.MinNs / 2, long.MaxValue);
    }

    [Fact]
    public async Task AwaitStart_MomentIsPast_IsNoStallOfTheGenerator()
    {
        using var server = ScriptedServer.Ok();
        var past = 60 * Second;
        var control = new LoadControl { AwaitStart = _ => MonotonicClock.NowNs() - ((long)past.TotalNanoseconds) };
        var load = Load(server, new KeepConstant(1, past + Second)) with { ThinkTime = new ThinkTime(TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(5)) };
        var log = new IntervalLog();

        var result = await RunAsync(load, control, log);

        // It ran for one second of the sixty-one, and no longer can it have stood still.
        var loop = Assert.Single(result.Generator.Loops);
        Assert.InRange(loop.LongestStall, TimeSpan.Zero, 2 * Second);
        Assert.All(log.Intervals, interval => Assert.InRange(interval.Generator!.LongestStall ?? TimeSpan.Zero, TimeSpan.Zero, 2 * Second));
        Assert.DoesNotContain(log.Intervals.Take(59), interval => interval.Generator!.LongestStall > TimeSpan.Zero);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AwaitStart_IsCancelled_EndsAsACancelledRunThatMeasuredNothing(bool throws)
    {
        using var server = ScriptedServer.Ok();
        using var cancel = new CancellationTokenSource();
        var control = new LoadControl
        {
            AwaitStart = token =>
            {
                cancel.Cancel();
                return throws ? throw new OperationCanceledException(token) : MonotonicClock.NowNs() + (3600 * 1_000_000_000L);
            },
        };

        var result = await RunAsync(Load(server, new Inject(100, Second, 100 * Second)) with { WarmUp = Second }, control, cancellationToken: cancel.Token);

        Assert.True(result.Cancelled);
        Assert.Equal((TimeSpan.Zero, 0, 0), (result.Measured, result.Counts.Sent, server.Requests));
    }

    [Fact]
    public async Task AwaitStart_Fails_EndsTheRunWithThat()
    {
        using var server = ScriptedServer.Ok();
        var control = new LoadControl { AwaitStart = _ => throw new InvalidDataException("no agreement") };

        await Assert.ThrowsAsync<InvalidDataException>(() => RunAsync(Load(server, new Inject(100, Second, Second)), control));

        Assert.Equal(0, server.Requests);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task TryHoldUntil_NobodyLetsItGoOn_EndsByItselfAtThatMoment(int loops)
    {
        using var server = ScriptedServer.Ok();
        var startNs = MonotonicClock.NowNs() + AheadNs;
        var control = new LoadControl { AwaitStart = _ => startNs };
        Assert.True(control.TryHoldUntil(startNs + 100_000_000));
        Assert.True(control.TryHoldUntil(startNs + 1_005_000_000));

        var result = await RunAsync(Load(server, new Inject(100, Second, 100 * Second)) with { Options = Options(loops) }, control);

        Assert.True(result.Cancelled);
        Assert.Equal(TimeSpan.FromMilliseconds(1005), result.Measured);
        // Due at 0, 10, 20… 1,000 ms; a loop that is away at the end is not given the round that a stage leaves it.
        Assert.Equal(101, result.Counts.Planned);
        Assert.Equal(101, result.Counts.Sent + result.Counts.Missed);
        Assert.Equal(server.Requests, result.Counts.Sent);
        Assert.False(control.TryHoldUntil(startNs + (100 * 1_000_000_000L)));
    }

    [Fact]
    public async Task TryHoldUntil_LetGoOnInTime_RunsToItsEnd()
    {
        using var server = ScriptedServer.Ok();
        var control = new LoadControl();
        Assert.True(control.TryHoldUntil(MonotonicClock.NowNs() + (4 * AheadNs)));

        var run = RunAsync(Load(server, new Inject(50, Second, 3 * Second)), control);
        await Eventually(() => server.Requests > 10);
        Assert.True(control.TryHoldUntil(MonotonicClock.NowNs() + (60 * 1_000_000_000L)));
        var result = await run;

        Assert.False(result.Cancelled);
        Assert.Equal((150, 3 * Second), (result.Counts.Sent, result.Measured));
    }

    [Theory]
    [InlineData(10, 80, true)]
    [InlineData(3, 60, false)]
    public async Task TryHoldUntil_StoodStillBeyondThatMoment_SendsNothingOfWhatItIsBehindWith(int seconds, int missed, bool isCancelled)
    {
        using var server = ScriptedServer.Ok();
        LoadControl? control = null;
        control = new LoadControl
        {
            AwaitStart = _ =>
            {
                // As after a process that was stopped in its first moment: it began ten seconds ago, and might go on for five.
                var startNs = MonotonicClock.NowNs() - 10_000_000_000;
                control!.TryHoldUntil(startNs + 5_000_000_000);
                return startNs;
            },
        };
        var load = Load(server, new Inject(20, Second, TimeSpan.FromSeconds(seconds)), new KeepConstant(5, Second)) with { WarmUp = Second };

        var result = await RunAsync(load, control);

        Assert.Equal((0, 0), (server.Requests, result.Counts.Sent));
        Assert.Equal((missed, isCancelled, 4 * Second), (result.Counts.Missed, result.Cancelled, result.Measured));
    }

    [Fact]
    public async Task RunAsync_ControlOfAnotherRun_IsRefused()
    {
        using var server = ScriptedServer.Ok();
        var control = new LoadControl();
        await RunAsync(Load(server, new IterationsForConstant(1, 1)), control);

        await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(Load(server, new IterationsForConstant(1, 1)), control));

        Assert.False(control.TryReshare(LoadShare.None, TimeSpan.Zero));
        Assert.Empty(control.GiveRows(all: true));
    }

    [Theory]
    [InlineData(ArrivalProcess.Even, 1, 2)]
    [InlineData(ArrivalProcess.Poisson, 3, 1)]
    public async Task TryReshare_TwoGeneratorsAtTheSameMoments_MakeExactlyThePlan(ArrivalProcess process, int loops, int otherLoops)
    {
        using var server = ScriptedServer.Ok();
        LoadSimulation[] stages =
        [
            new RampingInject(400, Second, TimeSpan.FromMilliseconds(600)) { Arrivals = process },
            new Inject(400, Second, TimeSpan.FromMilliseconds(600)) { Arrivals = process },
            new InjectRandom(10, 50, TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(300)),
        ];
        var load = Load(server, stages) with { WarmUp = TimeSpan.FromMilliseconds(250) };
        // In the warm-up, at its end, within stages and between two.
        (TimeSpan At, LoadShare One, LoadShare Other)[] changes =
        [
            (TimeSpan.FromTicks(1_234_567), LoadShare.None, LoadShare.Whole),
            (TimeSpan.FromMilliseconds(250), new LoadShare(1, 2), new LoadShare(0, 2)),
            (TimeSpan.FromTicks(6_543_211), LoadShare.Whole, LoadShare.None),
            (TimeSpan.FromMilliseconds(850), LoadShare.None, LoadShare.Whole),
            (TimeSpan.FromMilliseconds(1234), new LoadShare(0, 2), new LoadShare(1, 2)),
        ];
        var start = new TaskCompletionSource<long>();
        var one = new LoadControl { AwaitStart = _ => start.Task.Result };
        var other = new LoadControl { AwaitStart = _ => start.Task.Result };

        var runs = new[]
        {
            RunAsync(load with { Share = new LoadShare(0, 2), Options = Options(loops) }, one),
            RunAsync(load with { Share = new LoadShare(1, 2), Options = Options(otherLoops) }, other),
        };
        foreach (var (at, share, otherShare) in changes)
        {
            await Eventually(() => one.TryReshare(share, at));
            await Eventually(() => other.TryReshare(otherShare, at));
        }

        start.SetResult(MonotonicClock.NowNs() + AheadNs);
        var results = await Task.WhenAll(runs);

        var counts = RequestCounts.Sum(results.Select(result => result.Counts));
        var planned = LoadPlan.Create(stages, load.Options.Seed).PlannedArrivals!.Value;
        Assert.Equal((planned, planned, 0L), (counts.Planned, counts.Sent, counts.Missed));
        Assert.All(results, result => Assert.InRange(result.Counts.Sent, 30, planned - 30));
        Assert.All(results, result => Assert.Null(result.PlanArrivals));
    }

    [Fact]
    public async Task TryReshare_WhileBothRun_LosesNothingAndDoublesNothing()
    {
        using var server = ScriptedServer.Ok();
        LoadSimulation[] stages = [new Inject(500, Second, 3 * Second)];
        var startNs = MonotonicClock.NowNs() + AheadNs;
        var one = new LoadControl { AwaitStart = _ => startNs };
        var other = new LoadControl { AwaitStart = _ => startNs };
        var load = Load(server, stages);
        var runs = new[] { RunAsync(load with { Share = new LoadShare(0, 2) }, one), RunAsync(load with { Share = new LoadShare(1, 2) }, other) };
        await Eventually(() => server.Requests > 100);

        var at = TimeSpan.FromTicks((MonotonicClock.NowNs() + (2 * AheadNs) - startNs) / TimeSpan.NanosecondsPerTick);
        Assert.True(one.TryReshare(LoadShare.Whole, at));
        Assert.True(other.TryReshare(LoadShare.None, at));
        var results = await Task.WhenAll(runs);

        Assert.Equal((1500, 1500, 0), (results.Sum(result => result.Counts.Planned), results.Sum(result => result.Counts.Sent), results.Sum(result => result.Counts.Missed)));
        var atNs = at.Ticks * TimeSpan.NanosecondsPerTick;
        // Arrivals 1, 3, 5… every 2 ms before the change.
        Assert.Equal((atNs + 1_999_999) / 4_000_000, results[1].Counts.Sent);
    }

    [Fact]
    public async Task TryReshare_ClosedStage_UsersMoveOverAtThatMoment()
    {
        using var server = ScriptedServer.Ok();
        var load = Load(server, new KeepConstant(6, Second)) with { ThinkTime = new ThinkTime(TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(30)) };
        load = load with { Options = new EngineOptions { IntervalLength = TimeSpan.FromMilliseconds(200) } };
        var start = new TaskCompletionSource<long>();
        var one = new LoadControl { AwaitStart = _ => start.Task.Result };
        var other = new LoadControl { AwaitStart = _ => start.Task.Result };
        var logs = new[] { new IntervalLog(), new IntervalLog() };

        var runs = new[]
        {
            RunAsync(load with { Share = new LoadShare(0, 2) }, one, logs[0]),
            RunAsync(load with { Share = new LoadShare(1, 2) }, other, logs[1]),
        };
        foreach (var (at, share, otherShare) in new[] { (400, LoadShare.Whole, LoadShare.None), (700, new LoadShare(1, 3), new LoadShare(0, 3)) })
        {
            await Eventually(() => one.TryReshare(share, TimeSpan.FromMilliseconds(at)));
            await Eventually(() => other.TryReshare(otherShare, TimeSpan.FromMilliseconds(at)));
        }

        start.SetResult(MonotonicClock.NowNs() + AheadNs);
        var results = await Task.WhenAll(runs);

        Assert.Equal([3, 3, 6, 2], logs[0].Intervals.Take(4).Select(interval => interval.Users));
        Assert.Equal([3, 3, 0, 2], logs[1].Intervals.Take(4).Select(interval => interval.Users));
        Assert.All(results, result => Assert.Empty(result.Counts.Errors));
    }

    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 8)]
    public async Task TryReshare_UsersCome_ThinkFirst(bool thinks, int expected)
    {
        // Nobody is answered, so that each user asks once at most.
        using var server = new ScriptedServer(exchange => exchange.NeverAsync());
        var start = new TaskCompletionSource<long>();
        var control = new LoadControl { AwaitStart = _ => start.Task.Result };
        var load = Load(server, new KeepConstant(8, Second)) with
        {
            Share = new LoadShare(0, 4),
            ThinkTime = thinks ? new ThinkTime(TimeSpan.FromHours(1), TimeSpan.FromHours(1)) : ThinkTime.None,
            Options = new EngineOptions { DrainTimeout = TimeSpan.Zero },
        };

        var run = RunAsync(load, control);
        await Eventually(() => control.TryReshare(LoadShare.Whole, TimeSpan.FromMilliseconds(300)));

        start.SetResult(MonotonicClock.NowNs());
        Assert.Equal(expected, (await run).Counts.Sent);
    }

    [Fact]
    public async Task TryReshare_WhereAStageBegins_ItsUsersAskAtOnce()
    {
        using var server = new ScriptedServer(exchange => exchange.NeverAsync());
        var start = new TaskCompletionSource<long>();
        var control = new LoadControl { AwaitStart = _ => start.Task.Result };
        var load = Load(server, new Pause(TimeSpan.FromMilliseconds(200)), new KeepConstant(8, Second)) with
        {
            Share = LoadShare.None,
            ThinkTime = new ThinkTime(TimeSpan.FromHours(1), TimeSpan.FromHours(1)),
            Options = new EngineOptions { DrainTimeout = TimeSpan.Zero, Loops = 2 },
        };

        var run = RunAsync(load, control);
        await Eventually(() => control.TryReshare(LoadShare.Whole, TimeSpan.FromMilliseconds(200)));
        start.SetResult(MonotonicClock.NowNs());

        Assert.Equal(8, (await run).Counts.Sent);
    }

    [Fact]
    public async Task TryReshare_ArrivalsWaitForAConnection_StayWithTheGeneratorThatTookThem()
    {
        using var server = new ScriptedServer(async exchange =>
        {
            await Task.Delay(10, exchange.Stop);
            await exchange.SendAsync(ScriptedServer.OkResponse);
        });
        var start = new TaskCompletionSource<long>();
        var control = new LoadControl { AwaitStart = _ => start.Task.Result };
        // All are due at once, and nine of ten then wait.
        var load = Load(server, new Inject(20, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1)), new Inject(20, Second, 3 * Second)) with
        {
            Options = new EngineOptions { MaxConnectionsPerLoop = 2 },
        };

        var run = RunAsync(load, control);
        await Eventually(() => control.TryReshare(LoadShare.None, TimeSpan.FromMilliseconds(2)));
        start.SetResult(MonotonicClock.NowNs());
        var result = await run;

        Assert.Equal((21, 21, 0), (result.Counts.Planned, result.Counts.Sent, result.Counts.Missed));
    }

    [Fact]
    public async Task TryReshare_MomentIsPastOrNotLaterThanOneBeforeOrBeyondTheEnd_ChangesNothing()
    {
        using var server = ScriptedServer.Ok();
        var control = new LoadControl();
        Assert.False(control.TryReshare(LoadShare.None, TimeSpan.FromHours(1)));

        var run = RunAsync(Load(server, new Inject(200, Second, 2 * Second)), control);
        await Eventually(() => server.Requests > 0);

        Assert.False(control.TryReshare(LoadShare.None, TimeSpan.Zero));
        Assert.False(control.TryReshare(LoadShare.None, 2 * Second));
        Assert.True(control.TryReshare(LoadShare.Whole, TimeSpan.FromMilliseconds(1990)));
        Assert.False(control.TryReshare(LoadShare.None, TimeSpan.FromMilliseconds(1980)));
        Assert.Throws<ArgumentException>(() => control.TryReshare(new LoadShare(2, 2), TimeSpan.FromMilliseconds(1995)));
        var result = await run;
        Assert.False(control.TryReshare(LoadShare.Whole, TimeSpan.FromMilliseconds(1999)));

        Assert.Equal((400, 400), (result.Counts.Planned, result.Counts.Sent));
    }

    [Fact]
    public async Task EndStage_TwoGenerators_EndTheirIterationsAtTheSameMoment()
    {
        using var server = ScriptedServer.Ok();
        var startNs = MonotonicClock.NowNs() + AheadNs;
        var told = new List<(int Stage, long AtNs)>();
        var requestsWhenTold = 0;
        var controls = new List<LoadControl>();
        void End(int stage, long atNs)
        {
            lock (told)
            {
                told.Add((stage, atNs));
                if (told.Count == 2)
                {
                    requestsWhenTold = server.Requests;
                    controls.ForEach(control => control.EndStage(stage, told.Max(end => end.AtNs) + 300_000_000));
                }
            }
        }

        controls.AddRange(Enumerable.Range(0, 2).Select(_ => new LoadControl { AwaitStart = _ => startNs, IterationsDone = End }));
        var load = Load(server, new IterationsForConstant(5, 51), new Inject(100, Second, TimeSpan.FromMilliseconds(200))) with { WarmUp = TimeSpan.FromMilliseconds(100) };
        load = load with { Options = new EngineOptions { IntervalLength = TimeSpan.FromMilliseconds(50) } };
        var logs = new[] { new IntervalLog(), new IntervalLog() };

        var results = await Task.WhenAll(controls.Select((control, index) => RunAsync(load with { Share = new LoadShare(index, 2), Options = Options(index + 1) }, control, logs[index])));

        Assert.Equal([0, 0], told.Select(end => end.Stage));
        var expectedNs = told.Max(end => end.AtNs) + 300_000_000 - (startNs + 100_000_000) + 200_000_000;
        Assert.All(results, result => Assert.Equal(expectedNs / TimeSpan.NanosecondsPerTick, result.Measured.Ticks));
        Assert.Equal((71, 0), (results.Sum(result => result.Counts.Sent), results.Sum(result => result.Counts.Missed)));
        Assert.All(results.Zip(logs), pair => Assert.Equal(
            pair.First.Measured, pair.Second.Intervals.Where(interval => !interval.IsDrain && !interval.IsWarmUp).Aggregate(TimeSpan.Zero, (sum, interval) => sum + interval.Length)));
        // All iterations of the measured part, and some of the warm-up.
        Assert.True(requestsWhenTold > 51);
    }

    [Fact]
    public async Task TryReshare_InOrBehindIterationsThatGoOn_IsRefusedUntilTheirEndIsKnown()
    {
        using var server = ScriptedServer.Ok();
        var done = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        var control = new LoadControl { IterationsDone = (_, atNs) => done.TrySetResult(atNs) };

        var run = RunAsync(Load(server, new IterationsForConstant(1, 10), new Inject(100, Second, Second)), control);
        var atNs = await done.Task;
        Assert.False(control.TryReshare(LoadShare.None, TimeSpan.FromMinutes(1)));
        var endNs = MonotonicClock.NowNs() + AheadNs;
        control.EndStage(0, endNs);
        var offset = TimeSpan.FromTicks((endNs - control.StartedNs) / TimeSpan.NanosecondsPerTick);
        Assert.False(control.TryReshare(LoadShare.None, offset - TimeSpan.FromMilliseconds(100)));
        Assert.True(control.TryReshare(LoadShare.None, offset + TimeSpan.FromMilliseconds(101)));

        // Due at 0, 10, 20… 100 ms.
        Assert.Equal(10 + 11, (await run).Counts.Sent);
        Assert.True(atNs > control.StartedNs);
    }

    [Fact]
    public async Task EndStage_NoSuchStage_Throws()
    {
        using var server = ScriptedServer.Ok();
        var control = new LoadControl();
        await RunAsync(Load(server, new IterationsForConstant(1, 1)), control);

        Assert.Throws<ArgumentOutOfRangeException>(() => control.EndStage(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => control.EndStage(-1, 0));
    }

    [Fact]
    public async Task GiveRows_ToAGeneratorThatJoins_EveryRowIsSentOnceByOneOfThem()
    {
        using var server = ScriptedServer.Ok();
        const int Rows = 3_000;
        var feed = new RequestFeed([.. Enumerable.Range(0, Rows).Select(row => new FeedRow($"/{row}", Encoding.ASCII.GetBytes("x")))], FeedOrder.Unique);
        var load = Load(server, new KeepConstant(4, 100 * Second)) with { Requests = [new HttpRequestTemplate { Method = "POST", Path = "/own", Feed = feed }] };
        var one = new LoadControl();
        var given = new List<RowShares>();
        var other = new LoadControl { AwaitStart = _ => MonotonicClock.NowNs() };

        var run = RunAsync(load with { Options = Options(2) }, one);
        await Eventually(() => server.Requests > 100);
        given.AddRange(one.GiveRows(all: false));
        other.TakeRows(given);
        var joined = RunAsync(load with { Rows = [] }, other);
        var results = await Task.WhenAll(run, joined);

        Assert.Equal(Rows, results.Sum(result => result.Counts.Sent));
        Assert.Equal(Rows, server.Log.Select(text => text.Split(' ', 3)[1]).Distinct().Count());
        Assert.InRange(results[1].Counts.Sent, 1, Rows / 2);
        Assert.All(results, result => Assert.NotNull(result.UsedUpRequest));
    }

    [Fact]
    public async Task Rows_AreGiven_AreExactlyThoseThatAreSent()
    {
        using var server = ScriptedServer.Ok();
        var feed = new RequestFeed([.. Enumerable.Range(0, 10).Select(row => new FeedRow($"/{row}", null))], FeedOrder.Unique);
        var load = Load(server, new KeepConstant(1, 100 * Second)) with
        {
            Requests = [new HttpRequestTemplate { Path = "/own", Feed = feed }],
            Rows = [new RowShares(0, [new RowShare(7, 2), new RowShare(0, 5)])],
        };

        await RunAsync(load, new LoadControl());

        Assert.Equal(["/7", "/9", "/0", "/5"], server.Log.Select(text => text.Split(' ', 3)[1]));
    }

    [Fact]
    public async Task Share_OrRowsThatDoNotExist_AreRefusedBeforehand()
    {
        using var server = ScriptedServer.Ok();
        var load = Load(server, new KeepConstant(1, Second)) with
        {
            Share = new LoadShare(3, 3),
            Rows = [new RowShares(0, [new RowShare(-1, 1)]), new RowShares(1, [])],
        };

        var failure = await Assert.ThrowsAsync<ArgumentException>(() => RunAsync(load, null));

        Assert.Equal(
            ["share 3", "rows[0]: request 0", "rows[0]: -1", "rows[1]: request 1"],
            failure.Message.Split(Environment.NewLine).Select(line => string.Join(' ', line.Split(' ').Take(line.StartsWith("rows[0]: -1", StringComparison.Ordinal) || line.StartsWith("share", StringComparison.Ordinal) ? 2 : 3))));
    }

    private static EngineOptions Options(int loops) => new() { Loops = loops, IntervalLength = TimeSpan.FromMilliseconds(50) };

    private static HttpLoad Load(ScriptedServer server, params LoadSimulation[] stages) => new()
    {
        Targets = [server.Url],
        Requests = [new HttpRequestTemplate { Path = "/" }],
        Simulations = stages,
    };

    private static Task<LoadResult> RunAsync(HttpLoad load, LoadControl? control, ILoadObserver? observer = null, CancellationToken cancellationToken = default) =>
        new HttpLoadEngine().RunAsync(load, observer, control, cancellationToken);

    private static async Task Eventually(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!condition())
        {
            await Task.Delay(1, limit.Token);
        }
    }
}
