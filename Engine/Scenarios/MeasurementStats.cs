using LoadLab.Engine.Measurement;

namespace LoadLab.Engine.Scenarios;

/// <summary>All requests of one outcome, successful or failed.</summary>
public sealed record MeasurementStats
{
    public required RequestStats Request { get; init; }

    /// <summary>Of iterations the response time, counted from the intended start; of steps their own duration.</summary>
    public required LatencyStats Latency { get; init; }

    public required DataTransferStats DataTransfer { get; init; }

    /// <summary>The most frequent status first.</summary>
    public required IReadOnlyList<StatusCodeStats> StatusCodes { get; init; }

    internal static MeasurementStats From(LatencyHistogram histogram, long all, TimeSpan measured, long bytes, IReadOnlyList<StatusCodeStats> statuses) => new()
    {
        Request = new RequestStats(
            histogram.Count,
            measured > TimeSpan.Zero ? histogram.Count / measured.TotalSeconds : 0,
            all > 0 ? 100.0 * histogram.Count / all : 0),
        Latency = LatencyStats.From(histogram),
        DataTransfer = new DataTransferStats(bytes),
        StatusCodes = statuses,
    };
}
