using LoadLab.Harness.Profiles;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Analysis;

/// <summary>One bound of an SLO: which figure of a trial, its limit, its unit.</summary>
/// <param name="Name">Such as <c>p99</c>, <c>error rate</c>, <c>throughput</c>.</param>
/// <param name="Limit">In the figure's own measure: ms, share of 1, requests per second.</param>
/// <param name="IsUpper">True where the figure must not exceed the limit.</param>
/// <param name="Scale">From that measure to the unit shown: 100 from shares to percent.</param>
/// <param name="Unit">The unit shown.</param>
/// <param name="Read">Takes the figure out of a trial; null where the trial has none.</param>
public sealed record SloBound(string Name, double Limit, bool IsUpper, double Scale, string Unit, Func<LoadSummary, double?> Read)
{
    /// <summary>Such as <c>p99 ≤ 250 ms</c>.</summary>
    public string Phrase => $"{Name} {(IsUpper ? "≤" : "≥")} {Quantity.Exact(Limit * Scale)} {Unit}";

    public bool Admits(double value) => IsUpper ? value <= Limit : value >= Limit;

    public string Format(double value) => $"{Quantity.Number(value * Scale)} {Unit}";

    public string Format(Estimate estimate) => $"{Quantity.WithInterval(estimate, Scale)} {Unit}";

    /// <summary>All bounds of an SLO; empty for none.</summary>
    public static IReadOnlyList<SloBound> Of(SloConfig? slo)
    {
        if (slo is null)
        {
            return [];
        }

        SloBound?[] bounds =
        [
            Latency("p50", slo.P50, load => load.ResponseTime.P50Ms),
            Latency("p90", slo.P90, load => load.ResponseTime.P90Ms),
            Latency("p95", slo.P95, load => load.ResponseTime.P95Ms),
            Latency("p99", slo.P99, load => load.ResponseTime.P99Ms),
            Latency("p99.9", slo.P999, load => load.ResponseTime.P999Ms),
            slo.Errors is { } errors ? new("error rate", errors, true, 100, "%", load => load.ErrorRate) : null,
            slo.Throughput is { } rate ? new("throughput", rate, false, 1, "requests/s", load => load.RequestsPerSecond) : null,
        ];
        return [.. bounds.OfType<SloBound>()];
    }

    private static SloBound? Latency(string name, TimeSpan? limit, Func<LoadSummary, double?> read) =>
        limit is { } bound ? new SloBound(name, bound.TotalMilliseconds, true, 1, "ms", read) : null;
}
