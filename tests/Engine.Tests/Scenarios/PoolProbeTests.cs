using LoadLab.Engine.Scenarios;
using LoadLab.Engine.SelfCheck;
using LoadLab.Engine.Tests.Http;

namespace LoadLab.Engine.Tests.Scenarios;

/// <summary>These block the threads of the pool, which the other tests need.</summary>
[Collection(nameof(UndisturbedCollection))]
public sealed class PoolProbeTests
{
    private static readonly TimeSpan Blocked = TimeSpan.FromMilliseconds(300);

    [Fact]
    public void End_PoolWithoutAFreeThread_RecordsTheWait()
    {
        // Not disposed: the last of those that wait for it may begin to after the test.
        var release = new ManualResetEventSlim();
        using var probe = new PoolProbe();
        for (var i = 0; i < 200; i++)
        {
            ThreadPool.QueueUserWorkItem(_ => release.Wait());
        }

        Thread.Sleep(Blocked);
        var delays = probe.End();
        release.Set();

        Assert.True(delays.MaxNs > Blocked.TotalNanoseconds / 2, $"{delays.MaxNs} ns at most");
    }

    [Fact]
    public async Task Validity_ScenarioThatBlocksItsThreads_IsSuspectForThat()
    {
        var scenario = Scenario.Create("blocks", _ =>
            {
                Thread.Sleep(5);
                return Task.FromResult<IResponse>(Response.Ok());
            })
            .WithoutWarmUp()
            .WithLoadSimulations(Simulation.KeepConstant(200, TimeSpan.FromSeconds(1)));

        var result = await new ScenarioEngine().RunAsync(scenario, new EngineOptions(), observer: null, default);

        Assert.Contains(result.Load.Findings, finding => finding.Verdict == Verdict.Suspect && finding.Reason.Contains("thread of the pool", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RunAsync_IterationsPlanned_CarriesThePlanAndTheEvidence()
    {
        var scenario = Scenario.Create("awaits", async _ =>
            {
                await Task.Delay(1);
                return Response.Ok();
            })
            .WithoutWarmUp()
            .WithLoadSimulations(Simulation.IterationsForConstant(2, 200));

        var result = await new ScenarioEngine().RunAsync(scenario, new EngineOptions(), observer: null, default);

        Assert.Equal(200, result.Load.PlanArrivals);
        Assert.True(result.Load.PoolDelay!.Count > 0);
        Assert.Null(result.Load.LeastResponse);
        Assert.Empty(result.Load.Generator.Loops);
    }
}
