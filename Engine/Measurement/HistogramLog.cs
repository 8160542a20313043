namespace LoadLab.Engine.Measurement;

/// <summary>What was read from an <c>.hlog</c> file.</summary>
public sealed record HistogramLog
{
    /// <summary>The log's label of when it began; null where it has none.</summary>
    public required DateTimeOffset? StartedAt { get; init; }

    /// <summary>The sum of all intervals of each tag; histograms without a tag are under the empty string.</summary>
    public required IReadOnlyDictionary<string, LatencyHistogram> Sums { get; init; }

    /// <summary>Histogram lines read.</summary>
    public required int Lines { get; init; }

    /// <summary>True where the last line was cut off, as by a kill in mid-write, and was left out.</summary>
    public required bool LastLineTorn { get; init; }

    /// <summary>The sum of one tag; empty where the log has no such tag.</summary>
    public LatencyHistogram Sum(string tag) => Sums.TryGetValue(tag, out var sum) ? sum : new LatencyHistogram();
}
