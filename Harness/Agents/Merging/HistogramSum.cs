using LoadLab.Engine.Measurement;

namespace LoadLab.Harness.Agents.Merging;

/// <summary>Histograms of several generators as one, slot by slot.</summary>
internal static class HistogramSum
{
    public static LatencyHistogram Of(IEnumerable<LatencyHistogram> parts)
    {
        var sum = new LatencyHistogram();
        foreach (var part in parts)
        {
            sum.Add(part);
        }

        return sum;
    }
}
