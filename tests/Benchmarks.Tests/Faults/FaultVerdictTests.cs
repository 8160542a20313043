using LoadLab.Benchmarks.Faults;

namespace LoadLab.Benchmarks.Tests.Faults;

public sealed class FaultVerdictTests
{
    private static readonly FaultOutcome Harmless = new()
    {
        Fault = new BadRows(),
        Connections = 8,
        Load = new Dictionary<string, long> { ["200"] = 1_000 },
        Answers = new Dictionary<string, long> { ["422"] = 10 },
        Recovery = TimeSpan.FromSeconds(1),
        MemoryBefore = 100_000_000,
        MemoryPeak = 120_000_000,
        MemoryAfter = 110_000_000,
    };

    [Fact]
    public void Judge_NothingWrong_SaysNothing() => Assert.Empty(FaultVerdict.Judge(Harmless));

    [Fact]
    public void Judge_KilledWorker_MayLoseOneRequestOfEachConnection()
    {
        var killed = Harmless with { Fault = new WorkerKilled(), Load = new Dictionary<string, long> { ["200"] = 1_000, ["lost"] = 8 } };

        Assert.Empty(FaultVerdict.Judge(killed));
        Assert.Equal("worker killed (SIGKILL): 9 requests lost, at most 8 may be.", Assert.Single(FaultVerdict.Judge(killed with { Load = new Dictionary<string, long> { ["lost"] = 9 } })));
        Assert.Empty(FaultVerdict.Judge(killed with { Load = new Dictionary<string, long> { ["lost"] = 7, ["refused"] = 1 } }));
        Assert.Equal(
            "worker killed (SIGKILL): 7 requests lost and 2 connections refused, at most 8 may be.",
            Assert.Single(FaultVerdict.Judge(killed with { Load = new Dictionary<string, long> { ["lost"] = 7, ["refused"] = 2 } })));
    }

    [Fact]
    public void Judge_WorkerThatEndsByItself_MayLoseNone()
    {
        var ended = Harmless with { Fault = new WorkerTerminated(), Load = new Dictionary<string, long> { ["lost"] = 1 } };

        Assert.Equal("worker ended (SIGTERM): 1 requests lost, at most 0 may be.", Assert.Single(FaultVerdict.Judge(ended)));
    }

    [Fact]
    public void Judge_DependencyTaken_MayBeRefusedAndMustBeSaid()
    {
        var refused = Harmless with
        {
            Fault = new DependencyLost("gone", () => Task.CompletedTask, () => Task.CompletedTask),
            Load = new Dictionary<string, long> { ["200"] = 1, ["503"] = 9, ["504"] = 1 },
            Answers = new Dictionary<string, long> { ["200"] = 1, ["503"] = 3 },
        };

        Assert.Empty(FaultVerdict.Judge(refused));
        Assert.Equal(
            ["gone: 1 requests lost, at most 0 may be.", "gone: requests of the load ended otherwise: 1 × 500.", "gone: /readyz never said 503, but 4 × 200."],
            FaultVerdict.Judge(refused with { Load = new Dictionary<string, long> { ["500"] = 1, ["lost"] = 1 }, Answers = new Dictionary<string, long> { ["200"] = 4 } }));
        Assert.Equal("bad rows: requests of the load ended otherwise: 9 × 503.", Assert.Single(FaultVerdict.Judge(Harmless with { Load = new Dictionary<string, long> { ["503"] = 9 } })));
    }

    [Fact]
    public void Judge_EveryOtherHarm_IsNamed()
    {
        var harmed = Harmless with
        {
            Load = new Dictionary<string, long> { ["200"] = 1, ["500"] = 2, ["refused"] = 1 },
            Answers = new Dictionary<string, long> { ["500"] = 1 },
            Recovery = null,
            MemoryPeak = 300_000_000,
        };

        Assert.Equal(
            [
                "bad rows: requests of the load ended otherwise: 2 × 500, 1 × refused.",
                "bad rows: answered with 500.",
                "bad rows: no recovery within 30 s.",
                "bad rows: memory grew by 200 MB, at most 150 MB may be.",
            ],
            FaultVerdict.Judge(harmed));
    }

    [Fact]
    public void Judge_CountsAndLog_AreHeldAgainstTheService()
    {
        Assert.Empty(FaultTables.Judge(surplus: 3, []));
        Assert.Equal("The service forgot 2 requests that it had answered.", Assert.Single(FaultTables.Judge(-2, [])));
        Assert.Equal(["The service could not be asked for its count in the end.", "The log tells of an exception, 2 ×: Unhandled exception."], FaultTables.Judge(null, ["Unhandled exception.", "Unhandled exception."]));
    }
}
