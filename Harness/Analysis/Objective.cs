using LoadLab.Harness.Profiles;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Analysis;

/// <summary>What the recommendation looks for, made comparable.</summary>
/// <param name="Kind">From the profile.</param>
/// <param name="Name">The figure in words, such as <c>throughput</c>.</param>
/// <param name="HigherIsBetter">True for throughput.</param>
/// <param name="Estimate">The figure of a configuration; null where it has none.</param>
/// <param name="Samples">The figure of each of its used trials.</param>
/// <param name="Format">The figure with its interval and unit.</param>
internal sealed record Objective(
    ObjectiveKind Kind,
    string Name,
    bool HigherIsBetter,
    Func<ConfigurationAnalysis, Estimate?> Estimate,
    Func<ConfigurationAnalysis, IReadOnlyList<double>> Samples,
    Func<Estimate, string> Format)
{
    public static Objective Of(ProfileConfig profile) => profile.Objective.Kind switch
    {
        ObjectiveKind.MinimiseCost => Cost(profile),
        ObjectiveKind.MinimiseP99 => new(ObjectiveKind.MinimiseP99, "p99", false, one => one.P99Ms,
            one => one.Samples(load => load.ResponseTime.P99Ms), Quantity.Milliseconds),
        _ => new(ObjectiveKind.MaximiseThroughput, "throughput", true, one => one.Throughput, one => one.Samples(Rate), Quantity.Rate),
    };

    /// <summary>The best first.</summary>
    public IEnumerable<ConfigurationAnalysis> Rank(IEnumerable<ConfigurationAnalysis> configurations) => HigherIsBetter
        ? configurations.OrderByDescending(one => Estimate(one)?.Mean)
        : configurations.OrderBy(one => Estimate(one)?.Mean ?? double.PositiveInfinity);

    private static Objective Cost(ProfileConfig profile) => new(
        ObjectiveKind.MinimiseCost,
        "cost per million requests",
        false,
        one => one.CostPerMillion,
        one => ResourcePrice.PerHour(one.Configuration, profile.Prices) is { } perHour
            ? [.. one.Samples(Rate).Select(rate => ResourcePrice.PerMillion(perHour, rate))]
            : [],
        cost => $"{Quantity.Money(cost, profile.Prices?.Currency ?? "")} per million requests");

    private static double? Rate(LoadSummary load) => load.RequestsPerSecond;
}
