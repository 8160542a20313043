using System.Diagnostics;
using System.Globalization;
using LoadLab.TargetApi.Metrics;

namespace LoadLab.TargetApi.Batching.Remote;

/// <summary>What one answer of each batch tells about the whole batch, as in <c>4/8/156000</c>: requests, requests at most, and ns of the model call.</summary>
internal readonly record struct BatchFacts(int Jobs, int Limit, long Nanoseconds)
{
    public long Ticks => (long)(Nanoseconds * (Stopwatch.Frequency / 1e9));

    public static BatchFacts Of(int jobs, int limit, long ticks) => new(jobs, limit, (long)(ticks * (1e9 / Stopwatch.Frequency)));

    /// <summary>Null where the text is none.</summary>
    public static BatchFacts? Parse(string text)
    {
        string[] parts = text.Split('/');
        return parts.Length == 3
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int jobs)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int limit)
            && long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out long nanoseconds)
            && jobs is > 0 and <= BatchSizeBuckets.Largest && jobs <= limit && limit <= BatchSizeBuckets.Largest
                ? new BatchFacts(jobs, limit, nanoseconds)
                : null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Jobs}/{Limit}/{Nanoseconds}");
}
