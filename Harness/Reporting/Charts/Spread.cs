namespace LoadLab.Harness.Reporting.Charts;

/// <summary>Mean and ends of some values.</summary>
internal sealed record Spread(double Mean, double Lowest, double Highest)
{
    /// <summary>Null for no values.</summary>
    public static Spread? Of(IEnumerable<double> values)
    {
        var all = values.ToList();
        return all.Count > 0 ? new Spread(all.Average(), all.Min(), all.Max()) : null;
    }
}
