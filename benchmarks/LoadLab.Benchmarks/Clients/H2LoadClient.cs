using LoadLab.Benchmarks.Processes;

namespace LoadLab.Benchmarks.Clients;

/// <summary>h2load of nghttp2, over HTTP/1.1. It tells percentiles only through a log of every request, which would be measured along.</summary>
/// <param name="ratePerSecond">Of all connections together; null: as fast as answers come.</param>
internal sealed class H2LoadClient(int? ratePerSecond = null) : ILoadClient
{
    public string Name => ratePerSecond is null ? "h2load" : "h2load --rps";

    public async Task<ClientAvailability> FindAsync()
    {
        var text = await ToolOutput.TryReadAsync("h2load", "--version").ConfigureAwait(false);
        return ClientAvailability.From(text is null ? null : ToolText.Find(text, @"nghttp2/(\S+)"), "apt-get install nghttp2-client");
    }

    public ProgramCall Call(ClientJob job)
    {
        List<string> arguments = ["--h1", "--threads=1", $"--clients={job.Connections}", $"--duration={job.Seconds}"];
        if (ratePerSecond is { } rate)
        {
            // h2load takes a whole number for each connection.
            arguments.Add($"--rps={Math.Max(1, rate / job.Connections)}");
        }

        if (job.BodyFile is { } body)
        {
            arguments.AddRange([$"--data={body}", $"--header=Content-Type: {ClientJob.BodyType}"]);
        }

        return new ProgramCall("h2load", [.. arguments, job.Url.ToString()]);
    }

    public ClientReport Read(string output) => new()
    {
        Requests = ToolText.Whole(output, @"^requests: .* (\d+) done"),
        Failed = ToolText.Whole(output, @"^requests: .* (\d+) failed"),
    };
}
