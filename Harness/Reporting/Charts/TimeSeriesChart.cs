using System.Text.Json.Nodes;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Reporting.Charts;

/// <summary>One trial over its time: throughput, latency, failures, requests under way.</summary>
internal static class TimeSeriesChart
{
    private const string Title = "One trial over time";

    /// <summary>A rest shorter than this share of an interval holds too few requests for a rate or a percentile.</summary>
    private const double ShortestShare = 0.25;

    public static ChartOutcome Of(string trialId, IReadOnlyList<IntervalRow> all)
    {
        var rows = all.Where(row => row.LengthSeconds >= ShortestShare * all[0].LengthSeconds).ToList();
        if (rows.Count == 0)
        {
            return new Omitted(Title, $"trial {trialId} has no series.");
        }

        var warmUp = rows.Any(row => row.WarmUp);
        var failures = rows.Any(row => row.Failed > 0);
        var panels = PanelsOf(rows, warmUp, failures);
        return new Chart
        {
            Name = "time-series",
            Title = Title,
            Caption = $"Trial {trialId} in intervals of {rows[0].LengthSeconds:0.##} s: successful requests per second, response time (p50 and p99 of each interval), "
                + $"{(failures ? "failed requests per second, " : "")}and requests under way at each interval's end."
                + (warmUp ? " Shaded: warm-up, which counts for nothing." : "")
                + (failures ? "" : " No request failed."),
            Height = panels.Height,
            Option = panels.Option(),
        };
    }

    private static Panels PanelsOf(List<IntervalRow> rows, bool warmUp, bool failures)
    {
        var panels = new Panels(rows[0].StartSeconds, rows[^1].StartSeconds + rows[^1].LengthSeconds);
        panels.Add("Successful requests per second", warmUp, new PanelLine("requests/s", Points(rows, row => Rate(row, row.Ok)), "main"));
        if (rows.Any(row => row.P50Ms is not null))
        {
            panels.Add(
                "Response time in ms",
                warmUp,
                new PanelLine("p50", Points(rows, row => row.P50Ms), "main"),
                new PanelLine("p99", Points(rows, row => row.P99Ms), "accent"));
        }

        if (failures)
        {
            panels.Add("Failed requests per second", warmUp, new PanelLine("failures/s", Points(rows, row => Rate(row, row.Failed)), "bad"));
        }

        panels.Add("Requests under way", warmUp, new PanelLine("in flight", Points(rows, row => row.InFlight), "main"));
        return panels;
    }

    private static double? Rate(IntervalRow row, long count) => row.LengthSeconds > 0 ? count / row.LengthSeconds : null;

    // Each interval stands at its middle.
    private static JsonArray Points(List<IntervalRow> rows, Func<IntervalRow, double?> read) =>
        Js.Array(rows.Select(row => (JsonNode?)Js.Array(Js.Number(Math.Round(row.StartSeconds + (row.LengthSeconds / 2), 3)), Js.Number(read(row)))));
}
