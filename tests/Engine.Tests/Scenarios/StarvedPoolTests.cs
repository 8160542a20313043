using LoadLab.Engine.Measurement;
using LoadLab.Engine.Scenarios;
using LoadLab.Engine.Tests.Http;

namespace LoadLab.Engine.Tests.Scenarios;

/// <summary>User code that holds its threads: what it measures is the thread pool.</summary>
[Collection(nameof(UndisturbedCollection))]
public sealed class StarvedPoolTests
{
    private static readonly EngineOptions Options = new() { DrainTimeout = TimeSpan.FromSeconds(2) };

    [Fact]
    public async Task RunAsync_OpenLoadThatBlocksItsThreads_IsLate()
    {
        var load = await RunAsync(Blocking, Simulation.Inject(rate: 1000, interval: TimeSpan.FromSeconds(1), during: TimeSpan.FromMilliseconds(500)));

        // More threads at once than a pool has, even one that other tests have blown up.
        Assert.True(load.Lateness.MaxNs > 50_000_000, $"{load.Lateness.MaxNs} ns at most");
    }

    [Fact]
    public async Task RunAsync_CodeThatAwaits_SamplesThePoolAllThrough()
    {
        var from = MonotonicClock.NowNs();
        var load = await RunAsync(
            async _ =>
            {
                await Task.Delay(50);
                return Response.Ok();
            },
            Simulation.KeepConstant(copies: 100, during: TimeSpan.FromSeconds(1)));

        // One each 10 ms at most, until the last iteration has ended, which is after the second that was asked for.
        Assert.InRange(load.PoolDelay!.Count, 20, (MonotonicClock.NowNs() - from) / 10_000_000 + 1);
        Assert.Equal(0, load.Lateness.Count);
    }

    private static Task<IResponse> Blocking(IScenarioContext context)
    {
        Thread.Sleep(400);
        return Task.FromResult<IResponse>(Response.Ok());
    }

    private static async Task<LoadResult> RunAsync(Func<IScenarioContext, Task<IResponse>> run, Engine.LoadModels.LoadSimulation stage)
    {
        var scenario = Scenario.Create("s", run).WithoutWarmUp().WithLoadSimulations(stage);
        return (await new ScenarioEngine(logger: new ScenarioLogger(TextWriter.Null)).RunAsync(scenario, Options, null, CancellationToken.None)).Load;
    }
}
