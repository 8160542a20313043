using System.Collections.Concurrent;
using LoadLab.Engine.LoadModels;
using LoadLab.Engine.Scenarios;
using LoadLab.Engine.Tests.Http;

namespace LoadLab.Engine.Tests.Scenarios;

public sealed class ScenarioEngineTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static readonly EngineOptions Options = new() { DrainTimeout = TimeSpan.FromSeconds(2), IntervalLength = Ms(100) };

    private static readonly Func<IScenarioContext, Task<IResponse>> Succeed = _ => Task.FromResult<IResponse>(Response.Ok());

    [Fact]
    public async Task RunAsync_Inject_SendsEveryArrivalOnce()
    {
        var load = (await RunAsync(Succeed, Simulation.Inject(rate: 200, interval: Second, during: Ms(500)))).Load;

        Assert.Equal((100, 100, 100, 0, 0), (load.Counts.Planned, load.Counts.Sent, load.Counts.Ok, load.Counts.Failed, load.Counts.Missed));
        Assert.Equal((100, 100), (load.Ok.Response.Count, load.Lateness.Count));
        Assert.Equal((Ms(500), "scenario", false), (load.Measured, load.Transport, load.Cancelled));
    }

    [Fact]
    public async Task RunAsync_IterationsForConstant_RunsExactlyThatManyOnThatManyUsers()
    {
        var instances = new ConcurrentDictionary<int, long>();
        var result = await RunAsync(
            async context =>
            {
                instances[context.ScenarioInfo.InstanceNumber] = context.InvocationNumber;
                await Task.Delay(5);
                return Response.Ok();
            },
            Simulation.IterationsForConstant(copies: 4, iterations: 50));

        Assert.Equal(50, result.Load.Counts.Ok);
        Assert.Equal([0, 1, 2, 3], instances.Keys.Order());
        Assert.Equal(50, instances.Values.Sum());
        Assert.Equal(50, result.Load.CompletedInTime);
        Assert.Equal(4, result.Load.PeakInFlight);
    }

    [Fact]
    public async Task RunAsync_ClosedStages_KeepTheirUsersAndRetireThem()
    {
        var observer = new Collector();
        var running = 0;
        var most = 0;
        var result = await RunAsync(
            async _ =>
            {
                InterlockedMax(ref most, Interlocked.Increment(ref running));
                await Task.Delay(10);
                Interlocked.Decrement(ref running);
                return Response.Ok();
            },
            Options,
            observer,
            Simulation.KeepConstant(copies: 6, during: Ms(250)),
            Simulation.RampingConstant(copies: 2, during: Ms(100)),
            Simulation.KeepConstant(copies: 2, during: Ms(650)));

        Assert.Equal(6, most);
        Assert.Contains(observer.Intervals, interval => interval.Users == 6 && interval.Start < Ms(250));
        Assert.Equal(2, observer.Intervals.Last(interval => !interval.IsDrain).Users);
        Assert.Equal(0, result.Load.Lateness.Count);
        Assert.Equal(result.Load.Counts.Planned, result.Load.Counts.Ok);
    }

    [Fact]
    public async Task RunAsync_CodeThatNeverWaits_StillEnds()
    {
        var result = await RunAsync(Succeed, Simulation.KeepConstant(copies: 20, during: Ms(200)));

        Assert.True(result.Load.Counts.Ok > 100);
        Assert.Equal(Ms(200), result.Load.Measured);
    }

    [Fact]
    public async Task RunAsync_WarmUp_IsInNoFigureButInIntervals()
    {
        var observer = new Collector();
        var warm = 0;
        var scenario = Scenario
            .Create("s", context =>
            {
                Interlocked.Add(ref warm, context.ScenarioInfo.ScenarioOperation == ScenarioOperation.WarmUp ? 1 : 0);
                return Task.FromResult<IResponse>(Response.Ok());
            })
            .WithWarmUpDuration(Ms(250))
            .WithLoadSimulations(Simulation.Inject(rate: 100, interval: Second, during: Ms(300)));

        var load = (await Engine().RunAsync(scenario, Options, observer, CancellationToken.None)).Load;

        Assert.Equal((30, 30, 25), (load.Counts.Planned, load.Counts.Ok, warm));
        Assert.Equal(30, observer.Measured.Sum(interval => interval.Counts.Ok));
        var warmUp = observer.Intervals.Where(interval => interval.IsWarmUp).ToList();
        Assert.Equal((Ms(-250), TimeSpan.Zero), (warmUp[0].Start, warmUp[^1].Start + warmUp[^1].Length));
        Assert.Equal(TimeSpan.Zero, observer.Measured[0].Start);
    }

    [Fact]
    public async Task RunAsync_Intervals_AddUpToTheResultWithoutGap()
    {
        var observer = new Collector();
        var begun = 0;
        var result = await RunAsync(
            async context =>
            {
                await Task.Delay(context.Random.Next(1, 20));
                return Interlocked.Increment(ref begun) % 3 == 0 ? Response.Fail(statusCode: "503") : Response.Ok(statusCode: "OK", sizeBytes: 10);
            },
            Options,
            observer,
            Simulation.Inject(rate: 300, interval: Second, during: Ms(450)));

        var intervals = observer.Intervals;
        Assert.Equal(Enumerable.Range(0, intervals.Count), intervals.Select(interval => interval.Index));
        Assert.All(intervals.Zip(intervals.Skip(1)), pair => Assert.InRange((pair.First.Start + pair.First.Length - pair.Second.Start).Ticks, -2, 2));
        Assert.Equal(135, intervals.Sum(interval => interval.Counts.Ok + interval.Counts.Failed));
        Assert.Equal(45, result.Load.Counts.Failed);
        Assert.Equal(45, intervals.Sum(interval => interval.Failed.Service.Count));
        Assert.Equal(result.Load.Counts.Ok, result.Load.Counts.Statuses[200]);
        Assert.Equal(result.Load.Counts.Failed, result.Load.Counts.Statuses[503]);
        Assert.Equal(result.Load.Counts.Ok * 10, result.Load.Counts.BytesReceived);
        Assert.Equal(0, intervals[^1].InFlight);
    }

    [Fact]
    public async Task RunAsync_PoissonArrivals_RunsExactlyThoseOfThePlan()
    {
        LoadSimulation[] stages =
        [
            Simulation.Inject(rate: 300, interval: Second, during: Ms(500), arrivals: ArrivalProcess.Poisson),
            Simulation.IterationsForInject(rate: 300, interval: Second, iterations: 60, arrivals: ArrivalProcess.Poisson),
        ];
        var planned = LoadPlan.Create(stages, Options.Seed).PlannedArrivals;

        var load = (await RunAsync(Succeed, stages)).Load;

        Assert.Equal((planned, planned), (load.PlanArrivals, load.Counts.Planned));
        Assert.Equal(planned, load.Counts.Ok + load.Counts.Missed);
    }

    [Fact]
    public async Task RunAsync_ArrivalsBeyondTheBound_WaitAndTheirWaitIsResponseTime()
    {
        var done = 0;
        var load = (await RunAsync(
            async context =>
            {
                await Task.Delay(Ms(20));
                if (Interlocked.Increment(ref done) == 8)
                {
                    context.StopCurrentTest("all have come");
                }

                return Response.Ok();
            },
            Options with { MaxConnectionsPerLoop = 1 },
            null,
            Simulation.IterationsForInject(rate: 100, interval: Second, iterations: 8),
            Simulation.Pause(during: 30 * Second))).Load;

        // One at a time takes 160 ms for 80 ms of arrivals: the last waits about 70 ms before its 20, into the stage after its own.
        Assert.Equal((8, 0, 1), (load.Counts.Ok, load.Counts.Missed, load.PeakInFlight));
        Assert.True(load.Ok.Response.MaxNs - load.Ok.Service.MaxNs > 40_000_000);
        Assert.True(load.Lateness.MaxNs > 40_000_000);
    }

    [Fact]
    public async Task RunAsync_MoreThanTheBoundCarries_CountsTheRestAsMissed()
    {
        var load = (await RunAsync(
            Waiting(Ms(400)), Options with { MaxConnectionsPerLoop = 1 }, null, Simulation.Inject(rate: 100, interval: Second, during: Ms(300)))).Load;

        Assert.Equal(30, load.Counts.Planned);
        Assert.Equal(30, load.Counts.Sent + load.Counts.Missed);
        Assert.True(load.Counts.Missed > 20);
        Assert.Equal(0, load.Counts.Failed);
    }

    [Fact]
    public async Task RunAsync_IterationsThatOutliveTheDrain_AreUnfinished()
    {
        using var over = new ManualResetEventSlim();
        var load = (await RunAsync(
            async context =>
            {
                try
                {
                    await Task.Delay(Timeout.Infinite, context.ScenarioCancellationToken);
                }
                finally
                {
                    over.Set();
                }

                return Response.Ok();
            },
            Options with { DrainTimeout = Ms(100) },
            null,
            Simulation.IterationsForInject(rate: 100, interval: Second, iterations: 5))).Load;

        Assert.Equal((5, 0, 5), (load.Counts.Sent, load.Counts.Ok, load.Counts.Failed));
        Assert.Equal(5, load.Counts.Errors[ErrorKind.Unfinished]);
        Assert.Equal((5, 0), (load.Failed.Response.Count, load.CompletedInTime));
        Assert.True(over.Wait(TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public async Task RunAsync_IterationsThatNeverEnd_AreToldAfterwards()
    {
        var end = new TaskCompletionSource();
        var result = await RunAsync(
            async _ =>
            {
                await end.Task;
                return Response.Ok();
            },
            Options with { DrainTimeout = Ms(50) },
            null,
            Simulation.KeepConstant(copies: 3, during: Ms(100)));

        Assert.Equal((3, 3), (result.Load.Counts.Errors[ErrorKind.Unfinished], result.StillRunning));

        end.SetResult();
        Assert.True(SpinWait.SpinUntil(() => result.StillRunning == 0, TimeSpan.FromSeconds(10)));
        Assert.Equal(3, result.Load.Counts.Failed);
    }

    [Fact]
    public async Task RunAsync_CodeThatThrows_IsAFailureWithItsMessage()
    {
        var result = await RunAsync(_ => throw new InvalidOperationException("no such book"), Simulation.IterationsForConstant(copies: 1, iterations: 3));

        Assert.Equal((0, 3), (result.Load.Counts.Ok, result.Load.Counts.Errors[ErrorKind.ScenarioFailed]));
        Assert.Equal([new StatusCodeStats("-101", true, "no such book", 3)], result.Stats.Fail.StatusCodes);
        Assert.Equal(100, result.Stats.Fail.Request.Percent);
    }

    [Fact]
    public async Task RunAsync_CodeThatThrows_LogsTheFirstOfEachKindWithItsStack()
    {
        using var output = new StringWriter();
        var scenario = Scenario
            .Create("books", async context =>
            {
                await Step.Run("read", context, () => context.InvocationNumber % 2 == 0 ? throw new InvalidOperationException("no such book") : Task.FromResult(Response.Ok()));
                throw new IOException($"shelf {context.InvocationNumber}");
            })
            .WithoutWarmUp()
            .WithLoadSimulations(Simulation.IterationsForConstant(copies: 1, iterations: 10));

        await new ScenarioEngine(logger: new ScenarioLogger(output)).RunAsync(scenario, Options, null, CancellationToken.None);

        var log = output.ToString();
        Assert.Equal(2, log.Split("[ERR]").Length - 1);
        Assert.Contains("An iteration of books threw", log);
        Assert.Contains("System.IO.IOException: shelf 1", log);
        Assert.Contains("The step read of books threw", log);
        Assert.Contains(nameof(RunAsync_CodeThatThrows_LogsTheFirstOfEachKindWithItsStack), log);
    }

    [Fact]
    public async Task RunAsync_InitThatNeverEnds_IsLeftWhenCancelled()
    {
        using var cancel = new CancellationTokenSource(Ms(50));
        var scenario = Scenario.Create("s", Succeed).WithInit(_ => Task.Delay(Timeout.Infinite));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Engine().RunAsync(scenario, Options, null, cancel.Token));
    }

    [Fact]
    public async Task RunAsync_FailedStep_EndsItsIteration()
    {
        var result = await RunAsync(TwoSteps, Simulation.IterationsForConstant(copies: 1, iterations: 4));

        Assert.Equal((0, 4), (result.Stats.AllOkCount, result.Stats.AllFailCount));
        Assert.Equal([new StatusCodeStats("NotFound", true, "gone", 4)], result.Stats.StepStats.Get("first").Fail.StatusCodes);
        Assert.False(result.Stats.StepStats.Exists("second"));
        Assert.Equal(4, result.Load.Counts.Statuses[404]);
    }

    [Fact]
    public async Task RunAsync_FailedStepWithoutRestart_LeavesTheIterationToGoOn()
    {
        var scenario = Scenario.Create("s", TwoSteps)
            .WithoutWarmUp()
            .WithRestartIterationOnFail(false)
            .WithLoadSimulations(Simulation.IterationsForConstant(copies: 1, iterations: 4));

        var stats = (await Engine().RunAsync(scenario, Options, null, CancellationToken.None)).Stats;

        Assert.Equal((4, 0), (stats.AllOkCount, stats.AllFailCount));
        Assert.Equal(4, stats.StepStats.Get("second").Ok.Request.Count);
    }

    [Fact]
    public async Task RunAsync_StepsAndOwnBytes_CountEachByteOnce()
    {
        var result = await RunAsync(
            async context =>
            {
                await Step.Run("a", context, () => Task.FromResult(Response.Ok(sizeBytes: 100)));
                return await Step.Run("b", context, () => Task.FromResult(Response.Ok(payload: 7, sizeBytes: 11)));
            },
            Simulation.IterationsForConstant(copies: 1, iterations: 2));

        Assert.Equal(222, result.Stats.AllBytes);
    }

    [Fact]
    public async Task RunAsync_MaxFailCount_StopsTheRun()
    {
        var scenario = Scenario.Create("s", async _ =>
            {
                await Task.Delay(1);
                return Response.Fail();
            })
            .WithoutWarmUp()
            .WithMaxFailCount(10)
            .WithLoadSimulations(Simulation.KeepConstant(copies: 1, during: TimeSpan.FromSeconds(20)));

        var load = (await Engine().RunAsync(scenario, Options, null, CancellationToken.None)).Load;

        Assert.True(load.Cancelled);
        Assert.InRange(load.Counts.Failed, 10, 200);
        Assert.True(load.Measured < TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task RunAsync_StopCurrentTest_EndsBeforeThePlan()
    {
        var load = (await RunAsync(
            context =>
            {
                context.StopCurrentTest("seen enough");
                return Task.FromResult<IResponse>(Response.Ok());
            },
            Simulation.Inject(rate: 10, interval: Second, during: TimeSpan.FromSeconds(20)))).Load;

        Assert.True(load.Cancelled);
        Assert.InRange(load.Counts.Ok, 1, 50);
    }

    [Fact]
    public async Task RunAsync_Cancelled_ReturnsWhatItMeasured()
    {
        using var cancel = new CancellationTokenSource();
        var scenario = Scenario.Create("s", Waiting(Ms(5))).WithoutWarmUp().WithLoadSimulations(Simulation.KeepConstant(copies: 2, during: TimeSpan.FromMinutes(5)));

        var load = (await Engine().RunAsync(scenario, Options with { IntervalLength = Ms(50) }, new CancellingObserver(cancel, afterIntervals: 3), cancel.Token)).Load;

        Assert.True(load.Cancelled);
        Assert.True(load.Counts.Ok > 0);
        Assert.InRange(load.Measured, Ms(100), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task RunAsync_Pause_MakesNoLoad()
    {
        var observer = new Collector();
        await RunAsync(
            Waiting(Ms(5)),
            Options,
            observer,
            Simulation.KeepConstant(copies: 2, during: Ms(100)),
            Simulation.Pause(during: Ms(300)),
            Simulation.KeepConstant(copies: 2, during: Ms(100)));

        Assert.Equal((0, 0), (observer.Intervals[2].Users, observer.Intervals[2].Counts.Sent));
    }

    [Fact]
    public async Task RunAsync_InitAndClean_SurroundTheLoad()
    {
        var order = new ConcurrentQueue<string>();
        var scenario = Scenario.Create("s", _ =>
            {
                order.Enqueue("run");
                return Task.FromResult<IResponse>(Response.Ok());
            })
            .WithInit(_ => Note(order, "init"))
            .WithClean(_ => Note(order, "clean"))
            .WithoutWarmUp()
            .WithLoadSimulations(Simulation.IterationsForConstant(copies: 1, iterations: 1));

        await Engine().RunAsync(scenario, Options, null, CancellationToken.None);

        Assert.Equal(["init", "run", "clean"], order);
    }

    [Fact]
    public async Task RunAsync_InitFails_CleansAndSaysWhy()
    {
        var order = new ConcurrentQueue<string>();
        var scenario = Scenario.Create("s", Succeed).WithInit(_ => throw new IOException("no data")).WithClean(_ => Note(order, "clean"));

        var exception = await Assert.ThrowsAsync<LoadSetupException>(() => Engine().RunAsync(scenario, Options, null, CancellationToken.None));

        Assert.Equal("The init of scenario 's' failed: no data", exception.Message);
        Assert.Equal(["clean"], order);
    }

    [Fact]
    public async Task RunAsync_EmptyScenario_RunsInitOnly()
    {
        var order = new ConcurrentQueue<string>();

        var result = await Engine().RunAsync(Scenario.Empty("data").WithInit(_ => Note(order, "init")), Options, null, CancellationToken.None);

        Assert.Equal(["init"], order);
        Assert.Equal((0, TimeSpan.Zero), (result.Load.Counts.Planned, result.Load.Measured));
    }

    [Fact]
    public async Task RunAsync_WrongSimulation_ListsWhatIsWrong()
    {
        var scenario = Scenario.Create("s", Succeed).WithLoadSimulations(Simulation.KeepConstant(copies: 0, during: TimeSpan.Zero));

        var exception = await Assert.ThrowsAsync<ArgumentException>(() => Engine().RunAsync(scenario, Options, null, CancellationToken.None));

        Assert.Equal(2, exception.Message.Split(Environment.NewLine).Length);
    }

    [Fact]
    public async Task RunAsync_TooManyStepNames_FailsTheIterationsWithTheReason()
    {
        var result = await RunAsync(
            async context => await Step.Run($"step {context.InvocationNumber}", context, () => Task.FromResult(Response.Ok())),
            Simulation.IterationsForConstant(copies: 1, iterations: 202));

        Assert.Equal((200, 2), (result.Stats.AllOkCount, result.Stats.AllFailCount));
        Assert.Contains("200 different step names", Assert.Single(result.Stats.Fail.StatusCodes).Message);
    }

    [Fact]
    public async Task RunAsync_Data_LivesAsLongAsItsIterationOrItsInstance()
    {
        var wrong = 0;
        var result = await RunAsync(
            context =>
            {
                var invocation = context.ScenarioInstanceData.TryGetValue("count", out var count) ? (long)count + 1 : 1;
                context.ScenarioInstanceData["count"] = invocation;
                Interlocked.Add(ref wrong, context.Data.Count + (invocation == context.InvocationNumber ? 0 : 1));
                context.Data["left"] = "over";
                return Task.FromResult<IResponse>(Response.Ok());
            },
            Simulation.IterationsForConstant(copies: 2, iterations: 20));

        Assert.Equal((20, 0), (result.Stats.AllOkCount, wrong));
    }

    [Fact]
    public async Task RunAsync_ObserverThatThrows_EndsTheRunAndIsThrown()
    {
        var scenario = Scenario.Create("s", Succeed).WithoutWarmUp().WithLoadSimulations(Simulation.Inject(rate: 10, interval: Second, during: Ms(100)));

        var exception = await Assert.ThrowsAsync<IOException>(() => Engine().RunAsync(scenario, Options, new Thrower(), CancellationToken.None));

        Assert.Equal("disk full", exception.Message);
    }

    [Fact]
    public void Run_TwoScenarios_RunAtTheSameTimeAndApart()
    {
        using var meet = new Barrier(2);
        Func<IScenarioContext, Task<IResponse>> run = _ =>
            Task.FromResult<IResponse>(meet.SignalAndWait(TimeSpan.FromSeconds(10)) ? Response.Ok() : Response.Fail());
        var one = Simulation.IterationsForConstant(copies: 1, iterations: 1);

        var stats = ScenarioRunner
            .RegisterScenarios(
                Scenario.Create("left", run).WithoutWarmUp().WithLoadSimulations(one),
                Scenario.Create("right", run).WithoutWarmUp().WithLoadSimulations(one))
            .WithOutput(TextWriter.Null)
            .Run();

        Assert.Equal((1, 1), (stats.ScenarioStats.Get("left").AllOkCount, stats.ScenarioStats.Get("right").AllOkCount));
        Assert.False(stats.ScenarioStats.Exists("middle"));
    }

    [Fact]
    public void Run_TwoOfOneName_IsRefused() =>
        Assert.Throws<ArgumentException>(() => ScenarioRunner.RegisterScenarios(Scenario.Create("s", Succeed), Scenario.Create("s", Succeed)).Run());

    [Fact]
    public void Run_Summary_NamesScenarioStepsAndStatuses()
    {
        using var output = new StringWriter();

        ScenarioRunner
            .RegisterScenarios(Scenario.Create("books", TwoSteps).WithoutWarmUp().WithLoadSimulations(Simulation.IterationsForConstant(copies: 1, iterations: 3)))
            .WithOutput(output)
            .Run();

        Assert.Contains("scenario books: 3 requests", output.ToString());
        Assert.Contains("step first", output.ToString());
        Assert.Contains("3 × NotFound gone", output.ToString());
    }

    private static async Task<IResponse> TwoSteps(IScenarioContext context)
    {
        await Step.Run("first", context, () => Task.FromResult(Response.Fail(statusCode: "NotFound", message: "gone")));
        await Step.Run("second", context, () => Task.FromResult(Response.Ok()));
        return Response.Ok();
    }

    private static Func<IScenarioContext, Task<IResponse>> Waiting(TimeSpan time) => async _ =>
    {
        await Task.Delay(time);
        return Response.Ok();
    };

    private static Task Note(ConcurrentQueue<string> order, string what)
    {
        order.Enqueue(what);
        return Task.CompletedTask;
    }

    private static Task<ScenarioResult> RunAsync(Func<IScenarioContext, Task<IResponse>> run, params LoadSimulation[] simulations) =>
        RunAsync(run, Options, null, simulations);

    private static Task<ScenarioResult> RunAsync(
        Func<IScenarioContext, Task<IResponse>> run, EngineOptions options, ILoadObserver? observer, params LoadSimulation[] simulations) =>
        Engine().RunAsync(Scenario.Create("s", run).WithoutWarmUp().WithLoadSimulations(simulations), options, observer, CancellationToken.None);

    private static ScenarioEngine Engine() => new(logger: new ScenarioLogger(TextWriter.Null));

    private static TimeSpan Ms(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    private static void InterlockedMax(ref int most, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref most)) < value && Interlocked.CompareExchange(ref most, value, seen) != seen)
        {
        }
    }

    private sealed class Collector : ILoadObserver
    {
        public List<IntervalResult> Intervals { get; } = [];

        public List<IntervalResult> Measured => [.. Intervals.Where(interval => !interval.IsWarmUp)];

        public void OnInterval(IntervalResult interval) => Intervals.Add(interval);
    }

    private sealed class Thrower : ILoadObserver
    {
        public void OnInterval(IntervalResult interval) => throw new IOException("disk full");
    }
}
