using System.Text.Json;
using LoadLab.Benchmarks.Processes;

namespace LoadLab.Benchmarks.Clients;

/// <summary>autocannon, from npm by the lock file of <c>benchmarks/clients</c>.</summary>
internal sealed class AutocannonClient(Repository repository) : ILoadClient
{
    private string Program => repository.BenchmarkFile("clients/node_modules/autocannon/autocannon.js");

    public string Name => "autocannon";

    public async Task<ClientAvailability> FindAsync()
    {
        if (await ToolOutput.TryReadAsync("node", "--version").ConfigureAwait(false) is not { } node)
        {
            return ClientAvailability.From(null, "apt-get install nodejs npm");
        }

        var package = Path.Combine(Path.GetDirectoryName(Program)!, "package.json");
        return ClientAvailability.From(
            File.Exists(package) ? $"{Version(package)}, node {node.Trim()}" : null,
            "cd benchmarks/clients && npm ci --ignore-scripts");
    }

    public ProgramCall Call(ClientJob job)
    {
        List<string> arguments = [Program, "--connections", $"{job.Connections}", "--duration", $"{job.Seconds}", "--json", "--no-progress"];
        if (job.BodyFile is { } body)
        {
            arguments.AddRange(["--method", "POST", "--input", body, "--headers", $"Content-Type={ClientJob.BodyType}"]);
        }

        return new ProgramCall("node", [.. arguments, job.Url.ToString()]);
    }

    public ClientReport Read(string output)
    {
        using var json = ToolJson.Parse(output);
        var root = json.RootElement;
        var latency = root.GetProperty("latency");
        return new ClientReport
        {
            Requests = root.GetProperty("requests").GetProperty("total").GetInt64(),
            Failed = root.GetProperty("non2xx").GetInt64() + root.GetProperty("errors").GetInt64(),
            P50Ms = latency.GetProperty("p50").GetDouble(),
            P90Ms = latency.GetProperty("p90").GetDouble(),
            P99Ms = latency.GetProperty("p99").GetDouble(),
        };
    }

    private static string Version(string package)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(package));
        return json.RootElement.GetProperty("version").GetString()!;
    }
}
