using LoadLab.Benchmarks.Processes;

namespace LoadLab.Benchmarks.Clients;

/// <summary>wrk: the fastest of the public closed-loop tools, and the yardstick of the tables.</summary>
internal sealed class WrkClient : ILoadClient
{
    public const string TableName = "wrk";

    public string Name => TableName;

    public async Task<ClientAvailability> FindAsync()
    {
        var text = await ToolOutput.TryReadAsync("wrk", "--version").ConfigureAwait(false);
        return ClientAvailability.From(text is null ? null : ToolText.Find(text, @"^wrk (\S+)"), "apt-get install wrk");
    }

    public ProgramCall Call(ClientJob job)
    {
        List<string> arguments = ["--threads", "1", "--connections", $"{job.Connections}", "--duration", $"{job.Seconds}s", "--latency"];
        if (job.BodyFile is { } body)
        {
            arguments.AddRange(["--script", WriteScript(job.Scratch, body)]);
        }

        return new ProgramCall("wrk", [.. arguments, job.Url.ToString()]);
    }

    public ClientReport Read(string output) => new()
    {
        Requests = ToolText.Whole(output, @"^\s*(\d+) requests in "),
        Failed = SocketErrors(output) + (ToolText.Find(output, @"Non-2xx or 3xx responses: (\d+)") is { } refused ? long.Parse(refused) : 0),
        P50Ms = ToolText.Milliseconds(output, @"^\s+50%\s+(\S+)"),
        P90Ms = ToolText.Milliseconds(output, @"^\s+90%\s+(\S+)"),
        P99Ms = ToolText.Milliseconds(output, @"^\s+99%\s+(\S+)"),
    };

    private static long SocketErrors(string output) =>
        new[] { "connect", "read", "write", "timeout" }.Sum(kind => ToolText.Find(output, $@"Socket errors:.*{kind} (\d+)") is { } count ? long.Parse(count) : 0);

    /// <summary>A request that never changes is rendered once by wrk, as without a script.</summary>
    private static string WriteScript(string folder, string body)
    {
        var file = Path.Combine(folder, "post.lua");
        File.WriteAllText(file, $"""
            wrk.method = "POST"
            wrk.body = io.open("{body}", "rb"):read("*a")
            wrk.headers["Content-Type"] = "{ClientJob.BodyType}"

            """);
        return file;
    }
}
