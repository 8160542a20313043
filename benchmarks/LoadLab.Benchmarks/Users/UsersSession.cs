using System.Text.Json;
using LoadLab.Benchmarks.Experiments;
using LoadLab.Benchmarks.Processes;
using LoadLab.Benchmarks.Reporting;
using LoadLab.Benchmarks.Servers;

namespace LoadLab.Benchmarks.Users;

/// <summary>One call of <c>users</c>.</summary>
internal sealed class UsersSession(Workbench bench, UsersPlan plan)
{
    private readonly ProcessorPair _processors = ProcessorPair.Find();

    public async Task<Report> RunAsync(string? figureFolder, CancellationToken cancellationToken)
    {
        OpenFileLimit.Require(plan.Users);
        await using var server = await OwnServer.StartAsync(ServeMinimalVerb.Name, [], _processors.Server, cancellationToken).ConfigureAwait(false);
        var call = ProgramCall.DotNet(Repository.Self, UsersLoadVerb.Arguments(server.Url, plan));
        await bench.Progress.WriteLineAsync($"{plan.Users:#,0} users in {plan.RampSeconds} s, then {plan.HoldSeconds} s with all of them…").ConfigureAwait(false);
        var running = new CountedCall(server, _processors.Client, cancellationToken).RunAsync(call, TimeSpan.FromSeconds(plan.Seconds));
        var atServer = await CountConnectionsAsync(server, cancellationToken).ConfigureAwait(false);
        var (outcome, served) = await running.ConfigureAwait(false);
        var (seconds, end) = Read(outcome);
        var report = new UsersReport(plan, seconds, end, served, atServer).Create();
        if (figureFolder is not null)
        {
            await new UsersFigure(bench.Repository, plan, seconds).DrawAsync(figureFolder, cancellationToken).ConfigureAwait(false);
        }

        return report;
    }

    /// <summary>Halfway through the hold: what the server has open then is not the client's word.</summary>
    private async Task<int> CountConnectionsAsync(OwnServer server, CancellationToken cancellationToken)
    {
        await Task.Delay(TimeSpan.FromSeconds(plan.RampSeconds + (plan.HoldSeconds / 2.0)), cancellationToken).ConfigureAwait(false);
        return (await server.ReadAccountAsync(cancellationToken).ConfigureAwait(false)).Connections;
    }

    private static (IReadOnlyList<UserSecond> Seconds, UsersOutcome End) Read(ClientOutcome outcome)
    {
        try
        {
            outcome.ThrowIfFailed();
        }
        catch (ClientFailedException e)
        {
            throw new BenchmarkException(ExitCode.ExperimentFailed, $"The users' load failed: {e.Message}");
        }

        var lines = outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return ([.. lines[..^1].Select(line => JsonSerializer.Deserialize<UserSecond>(line)!)], JsonSerializer.Deserialize<UsersOutcome>(lines[^1])!);
    }
}
