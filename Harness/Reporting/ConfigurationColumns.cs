using LoadLab.Harness.Analysis;
using LoadLab.Harness.Profiles;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Reporting;

/// <summary>The columns of the table of configurations, the same on the page and in Markdown.</summary>
internal static class ConfigurationColumns
{
    private const string Nothing = "–";

    public static IReadOnlyList<Column> Of(ReportData data)
    {
        var analysis = data.Analysis;
        var columns = new List<Column> { Id(analysis) };
        columns.AddRange(Axes(data));
        columns.Add(Estimated("Requests/s", one => one.Throughput, Quantity.WithInterval));
        columns.Add(Estimated("p50 ms", one => one.P50Ms, Quantity.WithInterval));
        columns.Add(Estimated("p95 ms", one => one.P95Ms, Quantity.WithInterval));
        columns.Add(Estimated("p99 ms", one => one.P99Ms, Quantity.WithInterval));
        columns.Add(Estimated("Errors %", one => one.ErrorRate, Quantity.PercentNumber));
        if (analysis.Configurations.Any(one => one.CostPerMillion is not null))
        {
            columns.Add(Estimated($"{data.Sweep.Profile.Prices?.Currency} per million", one => one.CostPerMillion, Quantity.WithInterval));
        }

        if (SloBound.Of(data.Sweep.Profile.Slo).Count > 0)
        {
            columns.Add(new Column("SLO", Slo, one => (int)one.SloState));
        }

        if (analysis.Configurations.Any(one => one.Marks.Count > 0))
        {
            columns.Add(new Column("Limits hit", one => MarkText(one) ?? Nothing, one => one.Marks.Count > 0 ? one.Marks.Max(mark => mark.Amount) : null) { Marks = one => one.Marks });
        }

        columns.Add(new Column("Trials", Trials, one => one.Used.Count));
        columns.Add(new Column("Limits in force", Limits, _ => null) { IsLong = true });
        return columns;
    }

    /// <summary>The limits that a configuration ran into, in words; null for none.</summary>
    public static string? MarkText(ConfigurationAnalysis one) => one.Marks.Count > 0 ? string.Join(", ", one.Marks.Select(mark => mark.Badge)) : null;

    public static Column Id(SweepAnalysis analysis) => new("Id", one => Mark(analysis, one) + one.Id, _ => null);

    private static string Mark(SweepAnalysis analysis, ConfigurationAnalysis one) =>
        analysis.Recommendations.Any(it => it.ConfigurationId == one.Id) ? "★ " : "";

    /// <summary>Every axis of the matrix that varies; one that never does is told once, in the profile.</summary>
    public static IEnumerable<Column> Axes(ReportData data) => data.Analysis.Configurations
        .SelectMany(one => one.Configuration.Parameters.Select(parameter => parameter.Key))
        .Distinct()
        .Where(axis => data.Analysis.Configurations.Select(one => Parameter(one, axis)).Distinct().Count() > 1)
        .Where(axis => !IsPartBehindAName(data.Sweep.Profile, axis))
        .Select(axis => new Column(Heading(data.Sweep.Profile, axis), one => Parameter(one, axis) ?? Nothing, one => double.TryParse(Parameter(one, axis), out var number) ? number : null));

    private static string Heading(ProfileConfig profile, string key) =>
        profile.NamedAxes.FirstOrDefault(axis => key == AxisValue.KeyOfName(axis)) ?? key;

    // The name says which value it is; its parts are told as changes, and in the profile.
    private static bool IsPartBehindAName(ProfileConfig profile, string key) =>
        profile.NamedAxes.Any(axis => key != axis && key != AxisValue.KeyOfName(axis) && AxisValue.IsOf(key, axis));

    private static string? Parameter(ConfigurationAnalysis one, string axis) =>
        one.Configuration.Parameters.Where(parameter => parameter.Key == axis).Select(parameter => parameter.Value).FirstOrDefault();

    /// <summary>A column of figures with their intervals; a dash where there is none.</summary>
    public static Column Estimated(string name, Func<ConfigurationAnalysis, Estimate?> read, Func<Estimate, string> format) =>
        new(name, one => read(one) is { } estimate ? format(estimate) : Nothing, one => read(one)?.Mean) { IsNumber = true };

    private static string Slo(ConfigurationAnalysis one) => one.Used.Count == 0 ? Nothing : one.SloState switch
    {
        SloState.Held => "held",
        SloState.HeldOnce => "held (one trial)",
        SloState.Unsure => "not sure",
        _ => "missed",
    };

    private static string Trials(ConfigurationAnalysis one)
    {
        var parts = new List<string> { $"{one.Used.Count}" };
        AddCount(parts, one.Suspect.Count(), "suspect");
        AddCount(parts, one.InvalidTrials, "invalid");
        AddCount(parts, one.FailedTrials, "failed");
        return string.Join(", ", parts);
    }

    private static void AddCount(List<string> parts, int count, string what)
    {
        if (count > 0)
        {
            parts.Add($"{count} {what}");
        }
    }

    private static string Limits(ConfigurationAnalysis one) =>
        one.Trials.Select(trial => trial.Limits).OfType<EnforcedLimits>().FirstOrDefault() is { } limits
            ? $"CPU {Limit(limits.CpuBy, limits.Cpus is { } cpus ? Quantity.Exact(cpus) : null)}; memory {Limit(limits.MemoryBy, limits.MemoryBytes is { } bytes ? Quantity.Bytes(bytes) : null)}"
            : one.Configuration.Target.Deployment == DeploymentKind.External ? "not ours" : Nothing;

    private static string Limit(string by, string? amount) => by == "none" ? "none" : amount is null ? by : $"{amount} ({by})";
}
