using LoadLab.Harness.Cli;
using LoadLab.Harness.Tests.Reporting;

namespace LoadLab.Harness.Tests.Cli;

public sealed class SweepSummaryPrinterTests
{
    [Fact]
    public void Print_LimitsHit_MarksTheLineAndExplains()
    {
        var text = Print(SweepBuilder.Resources(2, repeats: 1).Throttle("c01-r1", 0.43).Suspect("c02-r1", "A worker was killed.").KillWorker("c02-r1", 3));

        Assert.EndsWith("throttled 43 %", Line(text, "c01"), StringComparison.Ordinal);
        Assert.EndsWith("suspect, OOM-killed 1×", Line(text, "c02"), StringComparison.Ordinal);
        Assert.Contains("Throttled: the share", text, StringComparison.Ordinal);
        Assert.Contains("OOM-killed: how often", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Print_NoLimitHit_SaysNothingOfLimits() =>
        Assert.DoesNotContain("throttled", Print(SweepBuilder.Resources(2)), StringComparison.OrdinalIgnoreCase);

    private static string Print(SweepBuilder sweep)
    {
        using var output = new StringWriter { NewLine = "\n" };
        new SweepSummaryPrinter(output).Print(sweep.Sweep(), sweep.Analyze());
        return output.ToString();
    }

    private static string Line(string text, string id) => text.Split('\n').First(line => line.StartsWith(id, StringComparison.Ordinal));
}
