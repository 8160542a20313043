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
    private static readonly TimeSpan ExitLimit = TimeSpan.FromSeconds(30);

    private static readonly string Row = File.ReadAllText(Repository.Find().BenchmarkFile("peers/row.json"));

    [Fact]
    public async Task RunAsync_EveryFaultInTurn_CostsNothingBeyondWhatWasInFlight()
    {
        await using var target = await WatchedTarget.StartAsync(TestPrograms.Target, Workers, default);
        var soak = new FaultSoak(target, Workers, Connections);

        var outcomes = await soak.RunAsync(FaultCatalog.All, EachFault, Row, Tell);

        Assert.Equal(FaultCatalog.All.Count, outcomes.Count);
        Assert.Empty(outcomes.SelectMany(FaultVerdict.Judge).Concat(FaultTables.Judge(soak.Surplus, target.Unforeseen)));

        // A fault that nobody noticed would prove nothing.
        Assert.Contains("413", Answers<HugeBodies>(outcomes));
        Assert.Contains("422", Answers<BadRows>(outcomes));
        Assert.All(outcomes, outcome => Assert.True(outcome.Load[Tally.Answered] >= Connections));
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

    private void Tell(FaultOutcome outcome) =>
        output.WriteLine(
            $"{outcome.Fault.Name}: load {Tally.Text(outcome.Load)}; to the fault {Tally.Text(outcome.Answers)}; recovery {outcome.Recovery}; MB {outcome.MemoryBefore / 1e6:0}, {outcome.MemoryPeak / 1e6:0}, {outcome.MemoryAfter / 1e6:0}");

    private static IEnumerable<string> Answers<T>(IEnumerable<FaultOutcome> outcomes) => outcomes.Single(outcome => outcome.Fault is T).Answers.Keys;
}
