namespace LoadLab.Harness.Reporting.Charts;

/// <summary>The charts of a report, and those left out with the reason.</summary>
/// <param name="Charts">In the order of the report.</param>
/// <param name="Omitted">In the same order.</param>
public sealed record ChartSet(IReadOnlyList<Chart> Charts, IReadOnlyList<Omitted> Omitted)
{
    /// <summary>Charts over configurations.</summary>
    public static ChartSet OfConfigurations(ReportData data)
    {
        var rows = new CategoryRows(data.Analysis);
        return Collect(
        [
            .. LadderChart.Of(data.Analysis),
            ThroughputChart.Of(data, rows),
            LatencyChart.Of(data, rows),
            PercentilesChart.Of(data),
            TradeOffChart.Of(data),
            StagesChart.Of(rows),
            CpuChart.Of(rows),
            MemoryChart.Of(rows),
        ]);
    }

    /// <summary>Charts over the time of one trial.</summary>
    public static ChartSet OfTrial(ReportData data, string trialId) => Collect(
    [
        TimeSeriesChart.Of(trialId, data.Intervals.GetValueOrDefault(trialId, [])),
        ResourceSeriesChart.Of(data, trialId),
    ]);

    public Chart? Find(string name) => Charts.FirstOrDefault(chart => chart.Name == name);

    private static ChartSet Collect(IReadOnlyList<ChartOutcome> outcomes) =>
        new([.. outcomes.Select(one => one.Chart).OfType<Chart>()], [.. outcomes.Select(one => one.Omitted).OfType<Omitted>()]);
}
