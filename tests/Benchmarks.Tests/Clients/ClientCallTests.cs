using LoadLab.Benchmarks.Clients;

namespace LoadLab.Benchmarks.Tests.Clients;

/// <summary>All tools must be asked for the same load.</summary>
public sealed class ClientCallTests : IDisposable
{
    private readonly DirectoryInfo _scratch = Directory.CreateTempSubdirectory("loadlab-calls-");

    [Fact]
    public void Call_Wrk_PostsTheFile()
    {
        var call = new WrkClient().Call(Job("/tmp/body.json"));

        Assert.Equal(["--threads", "1", "--connections", "64", "--duration", "7s", "--latency", "--script", Path.Combine(_scratch.FullName, "post.lua"), "http://127.0.0.1:8080/predict"], call.Arguments);
        Assert.Contains("io.open(\"/tmp/body.json\", \"rb\")", File.ReadAllText(call.Arguments[8]), StringComparison.Ordinal);
    }

    [Fact]
    public void Call_H2LoadAtARate_SharesItAmongTheConnections() =>
        Assert.Contains("--rps=100", new H2LoadClient(ratePerSecond: 6_400).Call(Job(null)).Arguments);

    [Fact]
    public void Call_HeyAtARate_SharesItAmongTheWorkers()
    {
        var arguments = new HeyClient(ratePerSecond: 160).Call(Job(null)).Arguments;

        Assert.Equal("2.5", arguments[arguments.ToList().IndexOf("-q") + 1]);
    }

    [Fact]
    public void Call_Locust_WritesAFileThatAsksForThePath()
    {
        var call = new LocustClient(ratePerSecond: 320).Call(Job(null));

        var script = File.ReadAllText(call.Arguments[1]);
        Assert.Contains("    wait_time = constant_throughput(5)\n    @task\n", script, StringComparison.Ordinal);
        Assert.Contains("        self.client.get(\"/predict\")\n", script, StringComparison.Ordinal);
    }

    public void Dispose() => _scratch.Delete(recursive: true);

    private ClientJob Job(string? body) => new(new Uri("http://127.0.0.1:8080/predict"), body, 64, 7, _scratch.FullName);
}
