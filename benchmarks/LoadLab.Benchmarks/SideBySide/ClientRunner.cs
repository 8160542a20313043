using LoadLab.Benchmarks.Clients;
using LoadLab.Benchmarks.Processes;
using LoadLab.Benchmarks.Servers;

namespace LoadLab.Benchmarks.SideBySide;

/// <summary>Runs a client on a job and takes its measure.</summary>
internal sealed class ClientRunner(CountedCall calls)
{
    /// <exception cref="ClientFailedException">It did not run to its end, reached nobody, or its output cannot be read.</exception>
    public async Task<ClientMeasurement> RunAsync(ILoadClient client, ClientJob job)
    {
        var (outcome, served) = await calls.RunAsync(client.Call(job), TimeSpan.FromSeconds(job.Seconds)).ConfigureAwait(false);
        var report = Read(client, outcome);
        return served > 0
            ? new ClientMeasurement(client.Name, outcome.Cpu.TotalMicroseconds / served, served, job.Seconds, outcome.OthersShare, report)
            : throw new ClientFailedException("the server counted no request");
    }

    private static ClientReport Read(ILoadClient client, ClientOutcome outcome)
    {
        outcome.ThrowIfFailed(client.HasFigures);
        try
        {
            return client.Read(outcome.Output);
        }
        catch (FormatException e)
        {
            throw new ClientFailedException(e.Message, e);
        }
    }
}
