namespace LoadLab.Engine.Measurement;

/// <summary>An HDR histogram of latencies in ns: three significant digits from 1 ns to <see cref="HighestNs"/>, exact to merge.</summary>
/// <remarks>Bucket layout as published for HdrHistogram (Gil Tene), so that its log format applies unchanged. Not thread-safe.</remarks>
public sealed class LatencyHistogram
{
    /// <summary>Largest value kept apart; larger ones are recorded as this one (one hour).</summary>
    public const long HighestNs = 3_600_000_000_000;

    /// <summary>Samples recorded.</summary>
    public long Count => throw new NotSupportedException("skeleton");

    /// <summary>Smallest sample to the histogram's precision; 0 when empty.</summary>
    public long MinNs => throw new NotSupportedException("skeleton");

    /// <summary>Largest sample to the histogram's precision; 0 when empty.</summary>
    public long MaxNs => throw new NotSupportedException("skeleton");

    /// <summary>Mean in ns; 0 when empty.</summary>
    public double MeanNs => throw new NotSupportedException("skeleton");

    /// <summary>Records one sample; negative ones count as 0.</summary>
    public void Record(long valueNs) => throw new NotSupportedException("skeleton");

    /// <summary>Records <paramref name="count"/> equal samples.</summary>
    public void Record(long valueNs, long count) => throw new NotSupportedException("skeleton");

    /// <summary>Adds all samples of <paramref name="other"/>: exact.</summary>
    public void Add(LatencyHistogram other) => throw new NotSupportedException("skeleton");

    /// <summary>Forgets all samples and keeps the memory.</summary>
    public void Reset() => throw new NotSupportedException("skeleton");

    /// <summary>The value at or below which <paramref name="percentile"/> (0 to 100) percent of samples lie; 0 when empty.</summary>
    public long ValueAtPercentile(double percentile) => throw new NotSupportedException("skeleton");
}
