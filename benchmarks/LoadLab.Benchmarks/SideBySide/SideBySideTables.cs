using LoadLab.Benchmarks.Clients;
using LoadLab.Benchmarks.Reporting;
using LoadLab.Benchmarks.Statistics;

namespace LoadLab.Benchmarks.SideBySide;

/// <summary>The tables of one server: one line a client, and every single run for who wants to check.</summary>
internal sealed class SideBySideTables
{
    /// <summary>More of the client's processor in other hands than this, or counts further apart, and the run is told of.</summary>
    private const double NoiseShare = 0.02;

    private readonly LoadCase _load;
    private readonly IReadOnlyList<ILoadClient> _clients;
    private readonly ILookup<string, ClientMeasurement> _runs;
    private readonly double? _wrkUs;

    public SideBySideTables(LoadCase load, IReadOnlyList<ILoadClient> clients, IReadOnlyList<ClientMeasurement> measurements)
    {
        _load = load;
        _clients = clients;
        _runs = measurements.ToLookup(run => run.Client);
        _wrkUs = CpuUs(WrkClient.TableName);
    }

    public IEnumerable<MarkdownTable> Create() => [Summary(), EveryRun()];

    private MarkdownTable Summary()
    {
        var table = new MarkdownTable(_load.Title, ["Client", "CPU µs", "× wrk", "steady µs", "requests/s", "p50 ms", "p99 ms", "failed"]);
        foreach (var name in _clients.Select(client => client.Name).Where(_runs.Contains))
        {
            table.Add(name, $"{CpuUs(name):0.00}", Ratio(name), Steady(name), $"{Median(name, run => run.RequestsPerSecond):#,0}",
                Figure(Median(name, run => run.Report.P50Ms)), Figure(Median(name, run => run.Report.P99Ms)), $"{_runs[name].Sum(run => run.Report.Failed)}");
        }

        AddTarget(table);
        AddDoubts(table);
        return table;
    }

    private MarkdownTable EveryRun()
    {
        var runs = _clients.Select(client => client.Name).Where(_runs.Contains).ToList();
        var table = new MarkdownTable($"{_load.Title}: every run, CPU µs in the order of the runs", ["Client", "runs", "lower quartile", "median", "most", "others' share at most"]);
        foreach (var name in runs)
        {
            List<double> cpu = [.. _runs[name].Select(run => run.CpuUs)];
            table.Add(name, string.Join(", ", cpu.Select(us => $"{us:0.00}")), $"{CpuUs(name):0.00}", $"{SampleQuantile.Median(cpu):0.00}", $"{cpu.Max():0.00}", $"{_runs[name].Max(run => run.OthersShare):0.0%}");
        }

        return table;
    }

    /// <summary>The engine as it comes, by the transport that it prefers, against its target; by its whole process, as wrk by its own.</summary>
    private void AddTarget(MarkdownTable table)
    {
        table.Notes.Add("*CPU µs* counts the whole process, for the engine as for wrk; *steady µs* is the engine's own account of its measured part, without start-up and end, and decides nothing.");
        if (_clients.OfType<EngineClient>().Select(client => client.Name).FirstOrDefault(_runs.Contains) is { } engine && CpuUs(engine) / _wrkUs is { } exact)
        {
            // Judged as it is printed.
            var ratio = Math.Round(exact, 3);
            table.Notes.Add($"Target: {engine} at most {_load.Limit:0.00} × wrk, goal {_load.Goal:0.00}: {(ratio <= _load.Limit ? "held" : "**missed**")} with {ratio:0.000}{(ratio <= _load.Goal ? ", goal reached" : "")}.");
        }
    }

    private void AddDoubts(MarkdownTable table)
    {
        foreach (var group in _runs)
        {
            AddDoubt(table, group, "other tasks had more than 2 % of its processor", run => run.OthersShare > NoiseShare);
            AddDoubt(table, group, "its own count and the server's were more than 2 % apart", run => Math.Abs(run.CountError) > NoiseShare);
            AddRemark(table, group);
        }
    }

    /// <summary>One of them speaks for all: they differ in their figures only.</summary>
    private static void AddRemark(MarkdownTable table, IGrouping<string, ClientMeasurement> runs)
    {
        if (runs.Select(run => run.Report.Remark).OfType<string>().ToList() is { Count: > 0 } remarks)
        {
            table.Notes.Add($"{runs.Key}: in {remarks.Count} of {runs.Count()} runs it was not sure of itself, in the first of them {remarks[0]}");
        }
    }

    private static void AddDoubt(MarkdownTable table, IGrouping<string, ClientMeasurement> runs, string what, Func<ClientMeasurement, bool> isDoubtful)
    {
        if (runs.Count(isDoubtful) is var count and > 0)
        {
            table.Notes.Add($"{runs.Key}: in {count} of {runs.Count()} runs {what}.");
        }
    }

    private double? CpuUs(string client) => _runs.Contains(client) ? SampleQuantile.LowerQuartile([.. _runs[client].Select(run => run.CpuUs)]) : null;

    private string Ratio(string client) => CpuUs(client) / _wrkUs is { } ratio ? $"{ratio:0.00}" : "–";

    private string Steady(string client) =>
        _runs[client].Select(run => run.Report.SteadyCpuUs).OfType<double>().ToList() is { Count: > 0 } steady ? $"{SampleQuantile.LowerQuartile(steady):0.00}" : "";

    private double? Median(string client, Func<ClientMeasurement, double?> figure) =>
        _runs[client].Select(figure).OfType<double>().ToList() is { Count: > 0 } told ? SampleQuantile.Median(told) : null;

    private static string Figure(double? milliseconds) => milliseconds is { } value ? $"{value:0.000}" : "not told";
}
