using LoadLab.Benchmarks.Faults;
using LoadLab.Benchmarks.Interop;
using LoadLab.Benchmarks.Tests.Processes;
using Xunit.Abstractions;

namespace LoadLab.Benchmarks.Tests.Faults;

/// <summary>The service under load while things go wrong; the same soak as <c>benchmarks/run faults</c>, shorter.</summary>
[Collection(ChildProcesses.Collection)]
public sealed class FaultSoakTests(ITestOutputHelper output)
{
    private const int Workers = 2;
    private const int Connections = 8;

    private static readonly TimeSpan EachFault = TimeSpan.FromSeconds(2);

    /// <summary>Enough for what lasts until the service has noticed.</summary>
    private static readonly TimeSpan EachLoss = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan ExitLimit = TimeSpan.FromSeconds(30);

    private static readonly string Row = File.ReadAllText(Repository.Find().BenchmarkFile("peers/row.json"));

    [FaultGroupFact("service")]
    public async Task RunAsync_EveryFaultInTurn_CostsNothingBeyondWhatWasInFlight()
    {
        var (outcomes, _) = await SoakAsync("service", EachFault);

        // A fault that nobody noticed would prove nothing.
        Assert.Contains("413", Answers<HugeBodies>(outcomes));
        Assert.Contains("422", Answers<BadRows>(outcomes));
    }

    [FaultGroupFact("registry")]
    public async Task RunAsync_RegistryGoneOrSlow_IsSaidAndRecoveredFrom() => AssertNoticed(await SoakAsync("registry", EachLoss), outcome => outcome.Load);

    [FaultGroupFact("database")]
    public async Task RunAsync_DatabaseGoneOrFrozen_IsSaidAndRecoveredFrom() => AssertNoticed(await SoakAsync("database", EachLoss), outcome => outcome.Load);

    [FaultGroupFact("redis")]
    public async Task RunAsync_RedisGoneOrItsWorkerKilled_LosesNoJob()
    {
        var soak = await SoakAsync("redis", EachLoss);

        // Not by the load: each of its connections may wait for a job that Redis has accepted, and that is answered once Redis is back.
        AssertNoticed(soak, outcome => outcome.Answers);
        Assert.Contains(QueueWorkerKilled.Held, Answers<QueueWorkerKilled>(soak.Outcomes));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Terminate_ServiceUnderLoad_AnswersEveryRequestThatItAccepted(int workers)
    {
        await using var target = await WatchedTarget.StartAsync(TestPrograms.Target, workers, default);
        await using var load = new SteadyLoad(target.Address, RawConnection.Post("/predict", Row), Connections);
        while (load.ReadAnswered().Any(count => count < 20))
        {
            await Task.Delay(10);
        }

        ProcessSignal.Send(target.ProcessId, ProcessSignal.Terminate);

        Assert.Equal(0, await target.WaitForExitAsync(ExitLimit));
        await load.StopAsync();
        Assert.Equal(0, load.Outcomes[Tally.Lost]);
        Assert.Empty(target.Unforeseen);
    }

    /// <summary>Brings about a group's faults and holds what must hold for each.</summary>
    private async Task<(IReadOnlyList<FaultOutcome> Outcomes, double? Surplus)> SoakAsync(string group, TimeSpan each)
    {
        await using var stage = await FaultCatalog.Groups.Single(one => one.Name == group).PrepareAsync(TestPrograms.Target, default);
        await using var target = await WatchedTarget.StartAsync(TestPrograms.Target, Workers, default, stage.Settings);
        var soak = new FaultSoak(stage, target, Workers, Connections);

        var outcomes = await soak.RunAsync(each, Row, Tell);

        Assert.Equal(stage.Faults.Count, outcomes.Count);
        Assert.Empty(outcomes.SelectMany(FaultVerdict.Judge).Concat(FaultTables.Judge(soak.Surplus, soak.Unforeseen)));
        Assert.All(outcomes, outcome => Assert.True(outcome.Load[Tally.Answered] >= Connections));
        return (outcomes, soak.Surplus);
    }

    /// <summary>Requests that went on without what was taken would not have needed it. Where nothing of the service died, it counts exactly the answers that arrived.</summary>
    private static void AssertNoticed((IReadOnlyList<FaultOutcome> Outcomes, double? Surplus) soak, Func<FaultOutcome, IReadOnlyDictionary<string, long>> noticed)
    {
        Assert.All(soak.Outcomes.Where(outcome => outcome.Fault.TakesDependency), outcome => Assert.Contains(Tally.Unavailable, noticed(outcome)));
        Assert.Equal(0, soak.Surplus);
    }

    private void Tell(FaultOutcome outcome) =>
        output.WriteLine(
            $"{outcome.Fault.Name}: load {Tally.Text(outcome.Load)}; to the fault {Tally.Text(outcome.Answers)}; recovery {outcome.Recovery}; MB {outcome.MemoryBefore / 1e6:0}, {outcome.MemoryPeak / 1e6:0}, {outcome.MemoryAfter / 1e6:0}");

    private static IEnumerable<string> Answers<T>(IEnumerable<FaultOutcome> outcomes) => outcomes.Single(outcome => outcome.Fault is T).Answers.Keys;
}
