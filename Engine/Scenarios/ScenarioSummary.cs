namespace LoadLab.Engine.Scenarios;

/// <summary>A test's figures as text.</summary>
internal static class ScenarioSummary
{
    internal static void Write(NodeStats stats, TextWriter output)
    {
        foreach (var scenario in stats.ScenarioStats)
        {
            output.WriteLine($"scenario {scenario.ScenarioName}: {scenario.AllRequestCount} requests in {scenario.Duration.TotalSeconds:F1} s, "
                + $"{scenario.AllFailCount} failed, {scenario.MissedCount} missed");
            WriteOutcome("  ok  ", scenario.Ok, output);
            WriteOutcome("  fail", scenario.Fail, output);
            foreach (var step in scenario.StepStats)
            {
                output.WriteLine($"  step {step.StepName}");
                WriteOutcome("    ok  ", step.Ok, output);
                WriteOutcome("    fail", step.Fail, output);
            }
        }
    }

    private static void WriteOutcome(string head, MeasurementStats stats, TextWriter output)
    {
        if (stats.Request.Count == 0)
        {
            return;
        }

        var latency = stats.Latency;
        output.WriteLine($"{head} {stats.Request.Count} ({stats.Request.RPS:F1}/s), mean {latency.MeanMs:F2} ms, "
            + $"p50 {latency.Percent50:F2} ms, p95 {latency.Percent95:F2} ms, p99 {latency.Percent99:F2} ms, max {latency.MaxMs:F2} ms");
        foreach (var status in stats.StatusCodes.Where(status => status.StatusCode.Length > 0 || status.Message.Length > 0))
        {
            output.WriteLine($"{head}   {status.Count} × {status.StatusCode} {status.Message}");
        }
    }
}
