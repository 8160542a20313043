using LoadLab.Benchmarks.Clients;
using LoadLab.Benchmarks.Processes;

namespace LoadLab.Benchmarks.Tests.Clients;

public sealed class HarnessRunTests
{
    [Fact]
    public void Parse_OpenRun_TakesCountsLatenciesAndVerdict()
    {
        var run = HarnessRun.Parse(ToolOutputs.Read("harness"));

        Assert.Equal(("io_uring", 2.0), (run.Transport, run.MeasuredSeconds));
        Assert.Equal((1_000, 0, 1_000, 0), (run.Planned, run.Missed, run.Ok, run.Failed));
        Assert.Equal((0.210047, 36.929535, 52.592639), (run.ResponseTime.P50Ms, run.ResponseTime.P99Ms, run.ResponseTime.P999Ms));
        Assert.Equal((0.131199, 0.000939), (run.ServiceTime.P50Ms, run.Lateness.P50Ms));
        Assert.Equal(0.04313708, run.LoopCpuShare);
        Assert.Equal(257.8782, run.SteadyCpuUs, 1e-9);
        Assert.Equal("invalid", run.Verdict);
        Assert.StartsWith("invalid: The p99 of", run.Remark, StringComparison.Ordinal);
    }

    [Fact]
    public void Require_NoRequestSucceeded_IsAFailure()
    {
        var output = ToolOutputs.Read("harness").Replace("\"ok\": 1000,", "\"ok\": 0,", StringComparison.Ordinal).Replace("\"failed\": 0,", "\"failed\": 1000,", StringComparison.Ordinal);

        var failure = Assert.Throws<BenchmarkException>(() => HarnessRun.Require(Outcome(output)));

        Assert.Equal("harness run: none of its 1000 requests succeeded", failure.Message);
        Assert.Equal(1_000, HarnessRun.Require(Outcome(ToolOutputs.Read("harness"))).Ok);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(4, true)]
    [InlineData(1, false)]
    [InlineData(5, false)]
    public void HasFigures_InvalidVerdict_IsStillMeasured(int exitCode, bool expected) => Assert.Equal(expected, HarnessRun.HasFigures(exitCode));

    [Fact]
    public void Parse_FigureMissing_IsAFormatException() =>
        Assert.Throws<FormatException>(() => HarnessRun.Parse(ToolOutputs.Read("harness").Replace("processCpu", "cpu", StringComparison.Ordinal)));

    private static ClientOutcome Outcome(string output) => new(0, output, "", TimeSpan.Zero, TimeSpan.Zero, 0);
}
