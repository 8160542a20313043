namespace LoadLab.Harness.Reporting.Charts;

/// <summary>A chart, or why there is none.</summary>
internal sealed record ChartOutcome(Chart? Chart, Omitted? Omitted)
{
    public static implicit operator ChartOutcome(Chart chart) => new(chart, null);

    public static implicit operator ChartOutcome(Omitted omitted) => new(null, omitted);
}
