using LoadLab.Benchmarks.Processes;

namespace LoadLab.Benchmarks.Clients;

/// <summary>HttpClient as tools built on it use it: a task a connection. See <see cref="HttpClientVerb"/>.</summary>
internal sealed class HttpClientClient : ILoadClient
{
    public string Name => "HttpClient";

    public Task<ClientAvailability> FindAsync() => Task.FromResult(new ClientAvailability($".NET {Environment.Version}", null));

    public ProgramCall Call(ClientJob job)
    {
        List<string> arguments = [HttpClientVerb.Name, "--url", job.Url.ToString(), "--connections", $"{job.Connections}", "--seconds", $"{job.Seconds}"];
        if (job.BodyFile is { } body)
        {
            arguments.AddRange(["--body", body]);
        }

        return ProgramCall.DotNet(Repository.Self, arguments);
    }

    public ClientReport Read(string output) => PlainReport.Read(output);
}
