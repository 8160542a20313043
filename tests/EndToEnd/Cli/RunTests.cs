using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using LoadLab.Engine.Http;
using LoadLab.Engine.LoadModels;
using LoadLab.Harness.Deployment;
using LoadLab.Harness.Deployment.Local;
using LoadLab.Harness.Profiles;

namespace LoadLab.EndToEnd.Cli;

/// <summary>The run verb as a user runs it, against the bundled target API.</summary>
public sealed class RunTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private IDeployment? _target;

    public async Task InitializeAsync()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var configuration = new Configuration
        {
            Id = "c01",
            Label = "",
            Parameters = [],
            Target = new TargetConfig { Deployment = DeploymentKind.Local },
            Load = new LoadConfig { Simulations = [new KeepConstant(1, TimeSpan.FromSeconds(1))] },
        };
        var targetApi = Path.Combine(HarnessProcess.Root, "TargetApi", "bin", new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/')).Parent!.Name, "net10.0", "target-api.dll");
        _target = await new LocalDeployer(targetApi).DeployAsync(
            new DeploymentRequest { Configuration = configuration, ProfileFolder = _folder.Path, LogFolder = _folder.Path, StateFolder = _folder.Path }, CancellationToken.None);
        using var tls = TlsClient.Load(new TlsOptions());
        using var probe = new ReadinessProbe(tls);
        await probe.WaitAsync(_target, configuration.Target.Ready, CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        if (_target is not null)
        {
            await _target.DisposeAsync();
        }
    }

    public void Dispose() => _folder.Dispose();

    [LinuxFact]
    public async Task Run_Closed_CountsAgreeWithThemselves()
    {
        var load = await RunAsync("keep_constant:copies=4,during=2s");

        var counts = load.GetProperty("counts");
        Assert.Equal(counts.GetProperty("sent").GetInt64(), counts.GetProperty("ok").GetInt64() + counts.GetProperty("failed").GetInt64());
        Assert.Equal(0, counts.GetProperty("failed").GetInt64());
        Assert.True(counts.GetProperty("ok").GetInt64() > 100);
        Assert.Equal(counts.GetProperty("ok").GetInt64(), load.GetProperty("responseTime").GetProperty("count").GetInt64());
        Assert.Equal(4, load.GetProperty("peakInFlight").GetInt32());
    }

    [LinuxFact]
    public async Task Run_Open_SendsWhatThePlanCallsFor()
    {
        var load = await RunAsync("inject:rate=200,during=2s");

        var counts = load.GetProperty("counts");
        Assert.Equal(400, counts.GetProperty("planned").GetInt64());
        Assert.Equal(400, counts.GetProperty("sent").GetInt64() + counts.GetProperty("missed").GetInt64());
        Assert.Equal(400, load.GetProperty("lateness").GetProperty("count").GetInt64() + counts.GetProperty("missed").GetInt64());
    }

    [LinuxFact]
    public async Task Run_WithoutJson_PrintsTheSummary()
    {
        using var harness = await HarnessProcess.RunAsync(_folder.Path, "run", "--url", Address("/empty"), "--simulation", "keep_constant:copies=2,during=1s");

        Assert.True(harness.HasMeasured, harness.Output + harness.Error);
        Assert.Contains("p99.99", harness.Output, StringComparison.Ordinal);
        Assert.Contains("Verdict", harness.Output, StringComparison.Ordinal);
        Assert.Contains("200: ", harness.Output, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task Run_Http2ToAPortOfHttp1_SaysWhatToDo()
    {
        using var harness = await HarnessProcess.RunAsync(_folder.Path, "run", "--url", Address("/empty"), "--http2", "--simulation", "iterations_for_constant:copies=2,iterations=10");

        // No request succeeded, so there is no usable result.
        Assert.True(harness.ExitCode == 4, harness.Output + harness.Error);
        Assert.Contains("HTTP/2 over ", harness.Output, StringComparison.Ordinal);
        Assert.Contains("ProtocolError: 10", harness.Output, StringComparison.Ordinal);
        Assert.Contains("use HTTP/1.1", harness.Output, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task Run_Scenario_SendsItsRequests()
    {
        using var harness = await HarnessProcess.RunAsync(_folder.Path, "run", "--url", Address(""), "--scenario", "predict", "--simulation", "iterations_for_constant:copies=2,iterations=200", "--json");

        Assert.True(harness.HasMeasured, harness.Output + harness.Error);
        var counts = JsonDocument.Parse(harness.Output).RootElement.GetProperty("load").GetProperty("counts");
        Assert.Equal(200, counts.GetProperty("ok").GetInt64());
    }

    [LinuxFact]
    public async Task Run_NobodyListens_ExitsFiveAndNamesTheAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/";
        listener.Stop();

        using var harness = await HarnessProcess.RunAsync(_folder.Path, "run", "--url", url);

        Assert.Equal(5, harness.ExitCode);
        Assert.Contains($"{url} cannot be reached", harness.Error, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task Run_SeveralMistakes_ListsThemAll()
    {
        using var harness = await HarnessProcess.RunAsync(_folder.Path, "run", "--url", "ftp://x", "--simulation", "keep_constnat:copies=1", "--warm-up", "soon", "--loops", "0");

        Assert.Equal(2, harness.ExitCode);
        foreach (var part in (string[])["ftp://x", "keep_constnat", "--warm-up", "--loops"])
        {
            Assert.Contains(part, harness.Error, StringComparison.Ordinal);
        }
    }

    private async Task<JsonElement> RunAsync(string simulation)
    {
        using var harness = await HarnessProcess.RunAsync(_folder.Path, "run", "--url", Address("/empty"), "--simulation", simulation, "--json");
        Assert.True(harness.HasMeasured, harness.Output + harness.Error);
        return JsonDocument.Parse(harness.Output).RootElement.GetProperty("load");
    }

    private string Address(string path) => new Uri(_target!.Replicas[0].Endpoint, path).ToString();
}
