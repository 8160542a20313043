using LoadLab.Harness.Analysis;

namespace LoadLab.Harness.Reporting;

/// <summary>The columns of the table that says where the time of requests went, the same on the page and in Markdown.</summary>
internal static class TimeColumns
{
    public const string Title = "Where a request's time went";

    /// <summary>How to read the figures.</summary>
    public const string Note =
        "Blocked is the time that a request waited in the generator because there may not be more connections; it is in the response time, not "
        + "in the service time. Connect is the time to make a connection, where one was made. First byte and service count from the actual "
        + "send, over successful requests. Shares are of the requests sent. Means over the repeats; the parts are percentiles of their own "
        + "and do not add up.";

    /// <summary>None where no configuration's time has parts.</summary>
    public static IReadOnlyList<Column> Of(ReportData data)
    {
        var all = data.Analysis.Configurations;
        if (!all.Any(one => one.Times.HasParts))
        {
            return [];
        }

        var columns = new List<Column> { ConfigurationColumns.Id(data.Analysis) };
        columns.AddRange(ConfigurationColumns.Axes(data));
        columns.AddRange(Candidates().Where(candidate => all.Any(one => candidate.IsShown(one.Times))).Select(candidate => candidate.Column));
        return columns;
    }

    private static IEnumerable<(Func<RequestTimes, bool> IsShown, Column Column)> Candidates() =>
    [
        // A share of nothing is not worth a column: it is there where the times are.
        (times => times.HasBlocked, Part("Blocked %", times => times.BlockedShare, Quantity.PercentNumber)),
        (times => times.HasBlocked, Part("Blocked p99 ms", times => times.BlockedP99Ms, Quantity.WithInterval)),
        (times => times.HasConnected, Part("New connections %", times => times.ConnectsPerRequest, Quantity.PercentNumber)),
        (times => times.HasConnected, Part("Connect p50 ms", times => times.ConnectP50Ms, Quantity.WithInterval)),
        (times => times.HasConnected, Part("Connect p99 ms", times => times.ConnectP99Ms, Quantity.WithInterval)),
        (times => times.HasPieces, Part("First byte p50 ms", times => times.FirstByteP50Ms, Quantity.WithInterval)),
        (times => times.HasPieces, Part("First byte p99 ms", times => times.FirstByteP99Ms, Quantity.WithInterval)),
        (times => times.HasParts, Part("Service p50 ms", times => times.ServiceP50Ms, Quantity.WithInterval)),
        (times => times.HasParts, Part("Service p99 ms", times => times.ServiceP99Ms, Quantity.WithInterval)),
    ];

    private static Column Part(string name, Func<RequestTimes, Estimate?> read, Func<Estimate, string> format) =>
        ConfigurationColumns.Estimated(name, one => read(one.Times), format);
}
