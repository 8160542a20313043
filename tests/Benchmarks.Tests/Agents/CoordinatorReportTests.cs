using System.Text;
using LoadLab.Benchmarks.Agents;
using LoadLab.Benchmarks.Processes;

namespace LoadLab.Benchmarks.Tests.Agents;

public sealed class CoordinatorReportTests
{
    private const int Count = 32;
    private const long MiB = 1 << 20;
    private const string Cpu = "Target: under 20 % of one processor: ";
    private const string Resident = "Target: resident memory flat, the last third at most 5 % or 5 MiB above the first: ";
    private const string Managed = "Target: managed memory flat, by the same bound: ";
    private const string Exact = "Target: every interval merged, and all eight histograms and the counts equal to a direct sum of all samples: ";

    private static readonly CrowdPlan Plan = new(10, Count);
    private static readonly LoadDigest Direct = new(320_000, 319_990, 10, "ab");

    [Fact]
    public void Figures_SteadyRun_HoldsEveryTarget()
    {
        var text = Render(Run(cpu: 0.199, residentGrowth: 0));

        Assert.Contains("| CPU time of the coordinator, share of one processor | 19.9% |", text, StringComparison.Ordinal);
        Assert.DoesNotContain("missed", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Figures_TooMuchCpu_Misses() => Assert.Contains(Cpu + "**missed**", Render(Run(cpu: 0.201, residentGrowth: 0)), StringComparison.Ordinal);

    // Of 200 MiB 5 % are 10 MiB; a third is ten seconds, and the middles of the first and the last one are twenty apart.
    [Theory]
    [InlineData(0.49, "held")]
    [InlineData(0.52, "**missed**")]
    [InlineData(-1, "held")]
    public void Figures_ResidentMemory_IsJudgedByItsThirds(double mibASecond, string verdict) =>
        Assert.Contains(Resident + verdict, Render(Run(cpu: 0.1, residentGrowth: mibASecond)), StringComparison.Ordinal);

    [Fact]
    public void Figures_LiveMemoryGrew_Misses()
    {
        var run = Run(cpu: 0.1, residentGrowth: 0);

        Assert.Contains(Managed + "**missed**", Render(run with { Outcome = run.Outcome with { LiveBytesLast = 106 * MiB } }), StringComparison.Ordinal);
    }

    [Fact]
    public void Figures_OtherSamplesOrLostIntervals_Miss()
    {
        var run = Run(cpu: 0.1, residentGrowth: 0);

        Assert.Contains(Exact + "**missed**", Render(run with { Outcome = run.Outcome with { Load = Direct with { Histograms = "ac" } } }), StringComparison.Ordinal);
        Assert.Contains(Exact + "**missed**", Render(run with { Outcome = run.Outcome with { Astray = 1 } }), StringComparison.Ordinal);
        Assert.Contains(Exact + "**missed**", Render(run with { Outcome = run.Outcome with { Intervals = 319 } }), StringComparison.Ordinal);
    }

    private static CoordinatorRun Run(double cpu, double residentGrowth) => new(
        [.. Enumerable.Range(0, Count).Select(second => new CoordinatorSecond
        {
            At = second,
            Cpu = 3 + (cpu * second),
            ResidentBytes = (200 * MiB) + (long)(residentGrowth * second * MiB),
            HeapBytes = 90 * MiB,
            AllocatedBytes = second * MiB,
            FullCollections = second,
            Pauses = 0.01 * second,
            Requests = 10_000,
        })],
        new CoordinatorOutcome
        {
            Intervals = 10 * Count,
            Astray = 0,
            Finished = 10,
            Events = [],
            LiveBytesFirst = 100 * MiB,
            LiveBytesLast = 101 * MiB,
            Load = Direct,
        },
        Direct,
        KeptBytes: 1_000_000);

    private static string Render(CoordinatorRun run)
    {
        var text = new StringBuilder();
        new CoordinatorReport(Plan, new ProcessorPair(0, 1), run).Figures().AppendTo(text);
        return text.ToString();
    }
}
