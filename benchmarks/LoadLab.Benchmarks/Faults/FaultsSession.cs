using LoadLab.Benchmarks.Experiments;
using LoadLab.Benchmarks.Reporting;

namespace LoadLab.Benchmarks.Faults;

/// <summary>One call of <c>faults</c>.</summary>
internal sealed class FaultsSession(Workbench bench, int workers, int connections, TimeSpan length)
{
    public async Task<Report> RunAsync(IReadOnlyList<FaultGroup> groups, CancellationToken cancellationToken)
    {
        var row = await File.ReadAllTextAsync(bench.Repository.BenchmarkFile("peers/row.json"), cancellationToken).ConfigureAwait(false);
        var present = groups.Where(group => group.Missing is null).ToList();
        var report = new Report("Faults under load", Method(present.Count));
        report.LeftOut.AddRange(groups.Except(present).Select(group => $"{group.Name} left out: {group.Missing}"));
        foreach (var group in present)
        {
            report.Tables.Add(await RunAsync(group, length / present.Count, row, cancellationToken).ConfigureAwait(false));
        }

        return report;
    }

    private async Task<MarkdownTable> RunAsync(FaultGroup group, TimeSpan share, string row, CancellationToken cancellationToken)
    {
        bench.Progress.WriteLine($"{group.Name}: {group.Settings}");
        await using var stage = await group.PrepareAsync(bench.Repository.Target, cancellationToken).ConfigureAwait(false);
        await using var target = await WatchedTarget.StartAsync(bench.Repository.Target, workers, cancellationToken, stage.Settings).ConfigureAwait(false);
        var soak = new FaultSoak(stage, target, workers, connections);
        var outcomes = await soak.RunAsync(share / stage.Faults.Count, row, Tell).WaitAsync(cancellationToken).ConfigureAwait(false);
        return FaultTables.Create(group, outcomes, soak.Surplus, soak.Unforeseen);
    }

    private string Method(int groups) =>
        $"""
        The target API with {workers} workers answers `POST /predict` to {connections} keep-alive connections as fast as it can, while one fault after the other happens to it or to what it
        depends on. The faults of each of the {groups} groups share {length.TotalSeconds / groups:0} s; some happen in an instant. *load* is what became of the requests of those connections from the fault's
        beginning to the recovery: *lost* are those that were sent on an open connection and got no answer, *refused* are connections that could not be made, so that nothing was
        sent. *to the fault* is what the service answered to the fault itself; where a dependency was taken, what its `/readyz` answered meanwhile. *recovery* is the time from the
        fault's end (the dependency answers again) until the service was ready with every worker and every connection of the load had been answered with 200 again. Memory is the resident memory of all processes of the target API.
        """;

    private void Tell(FaultOutcome outcome) =>
        bench.Progress.WriteLine($"  {outcome.Fault.Name,-24} {Tally.Text(outcome.Load)}; recovery {outcome.Recovery?.TotalSeconds:0.00} s");
}
