using System.Text.Json.Nodes;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Reporting.Charts;

/// <summary>CPU and memory of every replica over the time of one trial.</summary>
internal static class ResourceSeriesChart
{
    private const string Title = "Replicas over time";

    private const double BytesPerMiB = 1 << 20;

    public static ChartOutcome Of(ReportData data, string trialId)
    {
        var rows = data.Target.GetValueOrDefault(trialId, []);
        if (rows.Count == 0)
        {
            return new Omitted(Title, $"the target's resources were not observed in trial {trialId}.");
        }

        var limits = data.Sweep.Trials.FirstOrDefault(trial => trial.Id == trialId)?.Limits;
        var warmUp = rows.Any(row => row.TimeSeconds < 0);
        var panels = new Panels(rows.Min(row => row.TimeSeconds), rows.Max(row => row.TimeSeconds));
        panels.Add("CPUs in use per replica", warmUp, Lines(rows, row => row.Cores));
        panels.Add("Memory per replica in MiB", warmUp, Lines(rows, row => row.MemoryBytes / BytesPerMiB));
        return new Chart
        {
            Name = "replicas",
            Title = Title,
            Caption = $"CPU and memory of each replica in trial {trialId}.{Limits(limits)}{(warmUp ? " Shaded: warm-up." : "")}",
            Height = panels.Height,
            Option = panels.Option(),
        };
    }

    private static string Limits(EnforcedLimits? limits)
    {
        var parts = new List<string>();
        if (limits?.Cpus is { } cpus)
        {
            parts.Add(Analysis.Quantity.Cores(cpus));
        }

        if (limits?.MemoryBytes is { } memory)
        {
            parts.Add(Analysis.Quantity.Bytes(memory));
        }

        return parts.Count > 0 ? $" Limit of one replica: {string.Join(" and ", parts)}." : "";
    }

    private static (string Name, JsonArray Points, string? Color)[] Lines(IReadOnlyList<TargetRow> rows, Func<TargetRow, double> read)
    {
        var replicas = rows.GroupBy(row => row.Replica).OrderBy(group => group.Key).ToList();
        return [.. replicas.Select(group => (
            $"replica {group.Key + 1}",
            Js.Array(group.Select(row => (JsonNode?)Js.Array(Js.Number(Math.Round(row.TimeSeconds, 3)), Js.Number(read(row))))),
            (string?)null))];
    }
}
