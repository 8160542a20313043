using LoadLab.Harness.Reporting;

namespace LoadLab.Harness.Tests.Reporting;

public sealed class PreviewTests
{
    [Theory]
    [InlineData(4)]
    [InlineData(24)]
    public async Task Preview(int n)
    {
        var b = SweepBuilder.Resources(n);
        b.Suspect("c02-r1", "The generator's busiest loop used 88 % of a processor (threshold 80 %).");
        if (n > 4) { b.Fail("c09-r2", "The replica on port 9000 exited with code 137 before it was ready: killed for want of memory."); b.Invalidate("c07-r1", "The throughput still rose by 12 % over the measured part (threshold 5 %)."); }
        var dir = $"/tmp/preview{n}";
        Directory.CreateDirectory(dir);
        await new ReportWriter().WriteAsync(b.Data(), dir, CancellationToken.None);
    }
}
