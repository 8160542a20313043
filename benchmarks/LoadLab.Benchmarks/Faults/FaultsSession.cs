using LoadLab.Benchmarks.Experiments;
using LoadLab.Benchmarks.Reporting;

namespace LoadLab.Benchmarks.Faults;

/// <summary>One call of <c>faults</c>.</summary>
internal sealed class FaultsSession(Workbench bench, int workers, int connections, TimeSpan length)
{
    public async Task<Report> RunAsync(CancellationToken cancellationToken)
    {
        var row = await File.ReadAllTextAsync(bench.Repository.BenchmarkFile("peers/row.json"), cancellationToken).ConfigureAwait(false);
        await using var target = await WatchedTarget.StartAsync(bench.Repository.Target, workers, cancellationToken).ConfigureAwait(false);
        var soak = new FaultSoak(target, workers, connections);
        var outcomes = await soak.RunAsync(FaultCatalog.All, length / FaultCatalog.All.Count, row, Tell).WaitAsync(cancellationToken).ConfigureAwait(false);
        var report = new Report("Faults under load", Method());
        report.Tables.Add(FaultTables.Create(outcomes, soak.Surplus, target.Unforeseen));
        return report;
    }

    private string Method() =>
        $"""
        The target API with {workers} workers answers `POST /predict` to {connections} keep-alive connections as fast as it can, while one fault after the other happens to it, each for
        {length.TotalSeconds / FaultCatalog.All.Count:0} s, or in an instant. *load* is what became of the requests of those connections from the fault's beginning to the recovery: *lost* are
        those that were sent on an open connection and got no answer. *to the fault* is what the service answered to the fault itself. *recovery* is the
        time from the fault's end until every worker was ready and every connection of the load had been answered again. Memory is the resident memory of all
        processes of the service.
        """;

    private void Tell(FaultOutcome outcome) =>
        bench.Progress.WriteLine($"{outcome.Fault.Name,-24} {Tally.Text(outcome.Load)}; recovery {outcome.Recovery?.TotalSeconds:0.00} s");
}
