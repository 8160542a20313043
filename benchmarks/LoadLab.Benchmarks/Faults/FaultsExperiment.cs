using System.CommandLine;
using LoadLab.Benchmarks.Cli;
using LoadLab.Benchmarks.Experiments;

namespace LoadLab.Benchmarks.Faults;

/// <summary><c>faults</c>: the target API at saturation while one fault after the other happens to it.</summary>
internal sealed class FaultsExperiment : IExperiment
{
    public Command CreateCommand(Workbench bench)
    {
        var connections = new Option<int>("--connections") { Description = "Keep-alive connections of the load. Default: 32.", DefaultValueFactory = _ => 32 };
        var workers = new Option<int>("--workers") { Description = "Worker processes, at least 2. Default: 2.", HelpName = "N", DefaultValueFactory = _ => 2 };
        var seconds = new Option<int>("--seconds") { Description = "Length of all faults together, shared evenly by the groups, without starts and recoveries. Default: 60.", HelpName = "N", DefaultValueFactory = _ => 60 };
        var groups = new Option<string[]>("--group") { Description = $"Only this group; may be given again. {string.Join(", ", FaultCatalog.Groups.Select(group => group.Name))}. Default: all.", HelpName = "NAME" };
        groups.AcceptOnlyFromAmong([.. FaultCatalog.Groups.Select(group => group.Name)]);
        var write = SharedOptions.Write();
        var command = new Command("faults", "Faults under load: what is lost, how long the recovery takes, and whether memory is bounded.") { connections, workers, seconds, groups, write };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var session = new FaultsSession(bench, parsed.GetValue(workers), parsed.GetValue(connections), TimeSpan.FromSeconds(parsed.GetValue(seconds)));
            await bench.PublishAsync(await session.RunAsync(Choose(parsed.GetValue(groups)), cancellationToken).ConfigureAwait(false), parsed.GetValue(write)).ConfigureAwait(false);
        });
        return command;
    }

    private static IReadOnlyList<FaultGroup> Choose(string[]? names) =>
        names is { Length: > 0 } ? [.. FaultCatalog.Groups.Where(group => names.Contains(group.Name))] : FaultCatalog.Groups;
}
