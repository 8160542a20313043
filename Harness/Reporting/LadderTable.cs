using LoadLab.Harness.Analysis;

namespace LoadLab.Harness.Reporting;

/// <summary>The evolution table: what each rung changed, carried and gained, and where its time went.</summary>
internal static class LadderTable
{
    private const string Note = "Gains are ratios of mean throughput with their 95 % intervals (Welch's method on logarithms); “not distinguishable” where the test, "
        + "corrected for their number, finds no difference, or one below 1 %. Invalid and failed trials are in no figure. The costly stage is the one that most of a request's time "
        + "inside the target goes to, by the target's own metrics.";

    /// <summary>One for each combination of the other axes; none where the profile names no ladder.</summary>
    public static IEnumerable<TextTable> Of(ReportData data) =>
        data.Analysis.Ladders.Select((ladder, index) => Of(ladder, index == 0 ? "ladder-table" : $"ladder-table-{index + 1}", isLast: index == data.Analysis.Ladders.Count - 1));

    private static TextTable Of(Ladder ladder, string id, bool isLast) => new()
    {
        Id = id,
        Title = ladder.Conditions is { } conditions ? $"What each change gained, with {conditions}" : "What each change gained",
        Columns = Columns(ladder.Axis),
        Rows = [.. ladder.Rungs.Select(Row)],
        Notes = isLast ? [.. ladder.Notes, Note] : ladder.Notes,
    };

    private static IReadOnlyList<TextColumn> Columns(string axis) =>
    [
        new(axis),
        new("Changed") { IsLong = true },
        new("Requests/s") { IsNumber = true },
        new("Gain over the one before") { IsShort = true },
        new("Gain over the first") { IsShort = true },
        new("Costly stage") { IsLong = true },
        new("p50 ms") { IsNumber = true },
        new("p95 ms") { IsNumber = true },
        new("p99 ms") { IsNumber = true },
    ];

    private static IReadOnlyList<string> Row(LadderRung rung) =>
    [
        $"{rung.Configuration.Id} · {rung.Name}",
        rung.Changes.Count > 0 ? string.Join("; ", rung.Changes) : TextTable.Nothing,
        Text(rung.Configuration.Throughput),
        rung.OverBefore?.Text ?? TextTable.Nothing,
        rung.OverFirst?.Text ?? TextTable.Nothing,
        rung.Costliest?.Text ?? TextTable.Nothing,
        Text(rung.Configuration.P50Ms),
        Text(rung.Configuration.P95Ms),
        Text(rung.Configuration.P99Ms),
    ];

    private static string Text(Estimate? estimate) => estimate is null ? TextTable.Nothing : Quantity.WithInterval(estimate);
}
