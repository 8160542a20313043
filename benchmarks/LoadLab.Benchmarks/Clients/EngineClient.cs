using LoadLab.Benchmarks.Processes;
using LoadLab.Engine.Http.Transports;

namespace LoadLab.Benchmarks.Clients;

/// <summary>The load engine as its users run it: <c>harness run --json</c>, with histograms, checks and verdict.</summary>
/// <param name="repository">Where the harness is built.</param>
/// <param name="transport">Of the engine's transports.</param>
internal sealed class EngineClient(Repository repository, TransportFactory transport) : ILoadClient
{
    public string Name => $"engine ({transport.Name})";

    public Task<ClientAvailability> FindAsync() =>
        Task.FromResult(transport.Probe() is { } obstacle ? new ClientAvailability(null, $"cannot run here: {obstacle}") : new ClientAvailability("this commit", null));

    public ProgramCall Call(ClientJob job)
    {
        List<string> arguments =
        [
            "--url", job.Url.ToString(), "--simulation", $"keep_constant:copies={job.Connections},during={job.Seconds}s", "--transport", transport.Name,
        ];
        if (job.BodyFile is { } body)
        {
            arguments.AddRange(["--body", $"@{body}", "--header", $"Content-Type: {ClientJob.BodyType}"]);
        }

        return HarnessRun.Call(repository, arguments);
    }

    public bool HasFigures(int exitCode) => HarnessRun.HasFigures(exitCode);

    public ClientReport Read(string output)
    {
        var run = HarnessRun.Parse(output);
        return new ClientReport
        {
            Requests = run.Ok + run.Failed,
            Failed = run.Failed,
            P50Ms = run.ResponseTime.P50Ms,
            P90Ms = run.ResponseTime.P90Ms,
            P99Ms = run.ResponseTime.P99Ms,
            SteadyCpuUs = run.SteadyCpuUs,
            Remark = run.Remark,
        };
    }
}
