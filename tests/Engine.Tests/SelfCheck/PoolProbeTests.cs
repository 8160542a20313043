using LoadLab.Engine.Http;
using LoadLab.Engine.LoadModels;
using LoadLab.Engine.Measurement;
using LoadLab.Engine.Scenarios;
using LoadLab.Engine.SelfCheck;
using LoadLab.Engine.Tests.Http;

namespace LoadLab.Engine.Tests.SelfCheck;

/// <summary>These block the threads of the pool, which the other tests need.</summary>
[Collection(nameof(UndisturbedCollection))]
public sealed class PoolProbeTests
{
    private static readonly TimeSpan Blocked = TimeSpan.FromMilliseconds(300);

    [Fact]
    public async Task End_PoolWithoutAFreeThread_RecordsTheWait()
    {
        using var release = new ManualResetEventSlim();
        using var probe = new PoolProbe(MonotonicClock.NowNs());
        var blocked = Enumerable.Range(0, 200).Select(_ => Task.Run(release.Wait)).ToArray();

        Thread.Sleep(Blocked);
        var delays = probe.End();
        release.Set();
        await Task.WhenAll(blocked);

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
        Assert.Null(result.Load.UndisturbedResponse);
        Assert.Empty(result.Load.Generator.Loops);
    }

    [Theory]
    [InlineData("sockets", true)]
    [InlineData("epoll", false)]
    public async Task RunAsync_TransportOnThePool_IsProbed(string transport, bool isProbed)
    {
        using var server = ScriptedServer.Ok();

        var result = await new HttpLoadEngine().RunAsync(
            new HttpLoad
            {
                Targets = [server.Url],
                Requests = [new HttpRequestTemplate { Path = "/" }],
                Simulations = [new KeepConstant(2, TimeSpan.FromMilliseconds(500))],
                Options = new EngineOptions { Transport = transport },
            },
            observer: null,
            default);

        Assert.Equal(isProbed, result.PoolDelay is { Count: > 0 });
    }
}
