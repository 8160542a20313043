using System.Text.Json.Nodes;
using LoadLab.Harness.Analysis;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Reporting.Charts;

/// <summary>What every replica used over the time of one trial: CPU, memory, throttling, network, kills for memory.</summary>
internal static class ResourceSeriesChart
{
    private const string Title = "Replicas over time";

    private const double BytesPerKiB = 1 << 10;

    private const double BytesPerMiB = 1 << 20;

    public static ChartOutcome Of(ReportData data, string trialId)
    {
        var rows = data.Target.GetValueOrDefault(trialId, []);
        if (rows.Count == 0)
        {
            return new Omitted(Title, $"the target's resources were not observed in trial {trialId}.");
        }

        var trial = data.Sweep.Trials.FirstOrDefault(trial => trial.Id == trialId);
        var panels = PanelsOf(rows, trial?.Limits);
        return new Chart
        {
            Name = "replicas",
            Title = Title,
            Caption = $"What each replica used in trial {trialId}, second by second.{Limits(trial?.Limits)}{Throttling(rows)}{Nodes(trial)}{(HasWarmUp(rows) ? " Shaded: warm-up." : "")}",
            Height = panels.Height,
            Option = panels.Option(),
        };
    }

    // A panel of nothing but zeros, or of what is not known, is left out: the caption says which.
    private static Panels PanelsOf(IReadOnlyList<TargetRow> rows, EnforcedLimits? limits)
    {
        var panels = new Panels(rows.Min(row => row.TimeSeconds), rows.Max(row => row.TimeSeconds));
        Add("CPUs in use per replica", row => row.Cores, limits?.Cpus);
        Add("Memory per replica in MiB", row => row.MemoryBytes / BytesPerMiB, limits?.MemoryBytes / BytesPerMiB);
        if (rows.Any(row => row.ThrottledShare > 0))
        {
            Add("Stopped by the CPU limit in % of the scheduler's periods", row => row.ThrottledShare * 100);
        }

        if (rows.Any(row => row.ReceivedBytesPerSecond is not null))
        {
            var (unit, bytes) = Unit(rows);
            Add($"Received per replica in {unit}/s", row => row.ReceivedBytesPerSecond / bytes);
            Add($"Sent per replica in {unit}/s", row => row.SentBytesPerSecond / bytes);
        }

        if (rows.Any(row => row.OomKills > 0))
        {
            panels.Add("Processes killed for memory, so far", HasWarmUp(rows), [.. Lines(rows, KillsSoFar).Select(line => line with { IsCount = true })]);
        }

        return panels;

        void Add(string name, Func<TargetRow, double?> read, double? limit = null) => panels.Add(
            name,
            HasWarmUp(rows),
            [.. Lines(rows, replica => replica.Select(read)), .. limit is { } bound ? new[] { panels.Bound("limit", bound) } : []]);
    }

    private static bool HasWarmUp(IReadOnlyList<TargetRow> rows) => rows.Any(row => row.TimeSeconds < 0);

    private static (string Name, double Bytes) Unit(IReadOnlyList<TargetRow> rows) =>
        rows.Max(row => Math.Max(row.ReceivedBytesPerSecond ?? 0, row.SentBytesPerSecond ?? 0)) >= BytesPerMiB ? ("MiB", BytesPerMiB) : ("KiB", BytesPerKiB);

    private static IEnumerable<double?> KillsSoFar(IEnumerable<TargetRow> replica)
    {
        long kills = 0;
        foreach (var row in replica)
        {
            kills += row.OomKills ?? 0;
            yield return kills;
        }
    }

    private static string Limits(EnforcedLimits? limits)
    {
        var parts = new List<string>();
        if (limits?.Cpus is { } cpus)
        {
            parts.Add(Quantity.Cores(cpus));
        }

        if (limits?.MemoryBytes is { } memory)
        {
            parts.Add(Quantity.Bytes(memory));
        }

        return parts.Count > 0 ? $" Dashed: the limit of one replica, {string.Join(" and ", parts)}." : "";
    }

    private static string Throttling(IReadOnlyList<TargetRow> rows) =>
        rows.Any(row => row.ThrottledShare is not null) && !rows.Any(row => row.ThrottledShare > 0) ? " The CPU limit never stopped one." : "";

    private static string Nodes(TrialResult? trial)
    {
        var placed = trial?.Replicas.Where(replica => replica.Node is not null).Select(replica => $"{Name(replica.Index)} on {replica.Node}").ToList() ?? [];
        return placed.Count > 0 ? $" Placed: {string.Join(", ", placed)}." : "";
    }

    // By its index, as in the trial's files and messages.
    private static string Name(int replica) => $"replica {replica}";

    private static PanelLine[] Lines(IReadOnlyList<TargetRow> rows, Func<IEnumerable<TargetRow>, IEnumerable<double?>> read) =>
    [
        .. rows.GroupBy(row => row.Replica).OrderBy(replica => replica.Key).Select(replica => new PanelLine(
            Name(replica.Key),
            Js.Array(replica.Zip(read(replica), (row, value) => (JsonNode?)Js.Array(Js.Number(Math.Round(row.TimeSeconds, 3)), Js.Number(value)))))),
    ];
}
