using LoadLab.Benchmarks.Clients;
using LoadLab.Benchmarks.Processes;
using LoadLab.Benchmarks.Servers;

namespace LoadLab.Benchmarks.SideBySide;

/// <summary>Runs one client against one server and counts at the server.</summary>
internal sealed class ClientRunner(IBenchServer server, int processor, CancellationToken cancellationToken)
{
    /// <summary>Beyond its own duration, for start-up and end.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    /// <summary>Answers to requests that were under way when a client went are over by then.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(300);

    /// <exception cref="ClientFailedException">It did not run to its end, reached nobody, or its output cannot be read.</exception>
    public async Task<ClientMeasurement> RunAsync(ILoadClient client, ClientJob job)
    {
        var before = await server.CountRequestsAsync(cancellationToken).ConfigureAwait(false);
        var outcome = await ClientProcess.RunAsync(client.Call(job), processor, TimeSpan.FromSeconds(job.Seconds) + Grace, cancellationToken).ConfigureAwait(false);
        await Task.Delay(Settling, cancellationToken).ConfigureAwait(false);
        var served = await server.CountRequestsAsync(cancellationToken).ConfigureAwait(false) - before;
        var report = Read(client, outcome);
        return served > 0
            ? new ClientMeasurement(client.Name, outcome.Cpu.TotalMicroseconds / served, served, job.Seconds, outcome.OthersShare, report)
            : throw new ClientFailedException("the server counted no request");
    }

    private static ClientReport Read(ILoadClient client, ClientOutcome outcome)
    {
        if (outcome.ExitCode != 0)
        {
            throw new ClientFailedException($"exit code {outcome.ExitCode}: {FirstLine(outcome.Error, outcome.Output)}");
        }

        try
        {
            return client.Read(outcome.Output);
        }
        catch (FormatException e)
        {
            throw new ClientFailedException(e.Message, e);
        }
    }

    private static string FirstLine(params string[] texts) =>
        texts.SelectMany(text => text.Split('\n')).Select(line => line.Trim()).FirstOrDefault(line => line.Length > 0) ?? "it printed nothing";
}
