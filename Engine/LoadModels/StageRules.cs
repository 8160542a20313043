namespace LoadLab.Engine.LoadModels;

/// <summary>The checks that several stages share; each returns a message "field: what and how to mend it", or null.</summary>
internal static class StageRules
{
    /// <summary>Arrivals a second beyond which no machine sends; it also keeps the schedules' arithmetic within 128 bits.</summary>
    internal const long HighestRatePerSecond = 10_000_000;

    /// <summary>As many connections as one address pair has ports, many times over.</summary>
    internal const int MostCopies = 1_000_000;

    private static readonly TimeSpan LongestStage = TimeSpan.FromDays(31);
    private static readonly TimeSpan LongestInterval = TimeSpan.FromDays(1);

    internal static IReadOnlyList<string> Failures(params ReadOnlySpan<string?> checks)
    {
        var failures = new List<string>();
        foreach (var check in checks)
        {
            if (check is not null)
            {
                failures.Add(check);
            }
        }

        return failures;
    }

    internal static string? During(TimeSpan during) => Time("during", during, LongestStage);

    internal static string? Interval(TimeSpan interval) => Time("interval", interval, LongestInterval);

    /// <summary>A number cast to the enumeration would pass for even arrivals.</summary>
    internal static string? Arrivals(ArrivalProcess arrivals) =>
        Enum.IsDefined(arrivals) ? null : $"arrivals: {arrivals} is no arrival process; give Even or Poisson";

    internal static string? AtLeast(string field, int value, int lowest, string mend) =>
        value < lowest ? $"{field}: {value} is below {lowest}; {mend}" : null;

    internal static string? Copies(int copies, int lowest) =>
        AtLeast("copies", copies, lowest, lowest == 0 ? "give 0 or more users" : "give at least one user, or use pause for no load")
        ?? (copies > MostCopies ? $"copies: {copies} is above {MostCopies}; give fewer users" : null);

    /// <summary>How long counted arrivals take; needs a valid rate and interval to say anything.</summary>
    internal static string? Iterations(int iterations, int rate, TimeSpan interval) =>
        AtLeast("iterations", iterations, 1, "give at least one request")
        ?? (rate > 0 && interval > TimeSpan.Zero && interval.TotalSeconds * iterations / rate > LongestStage.TotalSeconds
            ? $"iterations: {iterations} at {rate} in {interval} take longer than {LongestStage}; give fewer, or raise the rate"
            : null);

    /// <summary>The rate against the highest possible; needs a valid interval to say anything.</summary>
    internal static string? Rate(string field, int rate, int lowest, TimeSpan interval) =>
        AtLeast(field, rate, lowest, lowest == 0 ? "give 0 or more arrivals" : "give at least one arrival, or use pause for no load")
        ?? (interval > TimeSpan.Zero && rate / interval.TotalSeconds > HighestRatePerSecond
            ? $"{field}: {rate} in {interval} is more than {HighestRatePerSecond} a second; lower the rate or lengthen the interval"
            : null);

    private static string? Time(string field, TimeSpan time, TimeSpan longest)
    {
        if (time <= TimeSpan.Zero)
        {
            return $"{field}: {time} is not above zero; give a time such as 10s";
        }

        return time > longest ? $"{field}: {time} is above {longest}; give a shorter time" : null;
    }
}
