namespace LoadLab.Benchmarks.Users;

/// <summary>How many requests users with think time send in a stretch of time if each sends when it should. Pure.</summary>
/// <param name="Mean">Expected.</param>
/// <param name="StandardDeviation">Of the number, because think times are random.</param>
internal readonly record struct ExpectedRequests(double Mean, double StandardDeviation)
{
    /// <summary>
    /// Each user is a renewal process whose cycle is a think time and a service time: over a long time T it sends T / μ requests, with a variance
    /// of T σ² / μ³ (Smith's central limit theorem for renewal processes), and users are independent.
    /// </summary>
    public static ExpectedRequests Of(UsersPlan plan, double seconds, double meanServiceSeconds)
    {
        var cycle = plan.MeanThink + meanServiceSeconds;
        return new ExpectedRequests(plan.Users * seconds / cycle, Math.Sqrt(plan.Users * seconds * plan.ThinkVariance / Math.Pow(cycle, 3)));
    }
}
