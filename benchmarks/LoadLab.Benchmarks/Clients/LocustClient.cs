using LoadLab.Benchmarks.Processes;

namespace LoadLab.Benchmarks.Clients;

/// <summary>Locust with its fast client, FastHttpUser. Its own percentiles are rounded (to two digits above 100 ms).</summary>
/// <param name="ratePerSecond">Of all users together, by constant_throughput; null: as fast as answers come.</param>
internal sealed class LocustClient(int? ratePerSecond = null) : ILoadClient
{
    public string Name => ratePerSecond is null ? "Locust FastHttpUser" : "Locust constant_throughput";

    public async Task<ClientAvailability> FindAsync()
    {
        var text = await ToolOutput.TryReadAsync("locust", "--version").ConfigureAwait(false);
        var version = text is null ? null : ToolText.Find(text, @"locust (\d\S*)") ?? await DebianPackage.VersionAsync("python3-locust").ConfigureAwait(false) ?? text.Trim();
        return ClientAvailability.From(version, "apt-get install python3-locust");
    }

    public ProgramCall Call(ClientJob job)
    {
        var file = Path.Combine(job.Scratch, "locustfile.py");
        File.WriteAllText(file, Script(job));
        string[] arguments = ["--locustfile", file, "--headless", "--users", $"{job.Connections}", "--spawn-rate", $"{job.Connections}", "--run-time", $"{job.Seconds}s"];
        return new ProgramCall("locust", [.. arguments, "--only-summary", "--loglevel", "ERROR", "--host", job.Url.GetLeftPart(UriPartial.Authority)]);
    }

    public ClientReport Read(string output) => PlainReport.Read(output);

    private string Script(ClientJob job) => $$"""
        import json
        from locust import FastHttpUser, constant_throughput, events, task

        class User(FastHttpUser):
        {{WaitTime(job)}}
            @task
            def ask(self):
                {{Request(job)}}

        @events.quitting.add_listener
        def tell(environment, **_):
            total = environment.stats.total
            print(json.dumps({
                "requests": total.num_requests,
                "failed": total.num_failures,
                "p50Ms": total.get_response_time_percentile(0.5),
                "p90Ms": total.get_response_time_percentile(0.9),
                "p99Ms": total.get_response_time_percentile(0.99),
            }), flush=True)

        """;

    private string WaitTime(ClientJob job) => ratePerSecond is { } rate ? $"    wait_time = constant_throughput({(double)rate / job.Connections})" : "";

    private static string Request(ClientJob job) => job.BodyFile is { } body
        ? $$"""self.client.post("{{job.Url.AbsolutePath}}", data=BODY, headers={"Content-Type": "{{ClientJob.BodyType}}"})"""
            .Replace("BODY", $"""open("{body}", "rb").read()""", StringComparison.Ordinal)
        : $"""self.client.get("{job.Url.AbsolutePath}")""";
}
