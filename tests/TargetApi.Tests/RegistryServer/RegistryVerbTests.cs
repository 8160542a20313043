using System.Net;
using System.Net.Sockets;
using LoadLab.TargetApi.Tests.Registry;
using LoadLab.TargetApi.Workers.Interop;

namespace LoadLab.TargetApi.Tests.RegistryServer;

public sealed class RegistryVerbTests
{
    [Fact]
    public async Task Run_BadSettings_ListsThemAll()
    {
        using var empty = new ModelsFolder();
        (int code, string output) = await TargetProcess.RunVerbToEnd(
            ["registry"], ("HOST", "nowhere.example"), ("PORT", "99999"), ("MODELS_DIR", empty.Path), ("REGISTRY_ARTIFACTS", "http://bucket/x"));
        Assert.Equal((int)ExitCode.BadSettings, code);
        Assert.Equal(
            [
                "target-api registry: the settings cannot be used:",
                "  PORT=99999: a whole number from 0 to 65535 is needed",
                "  HOST=nowhere.example: an IP address, localhost or * is needed",
                $"  MODELS_DIR={empty.Path}: no folder in it holds model.onnx or MLmodel, itself or in numbered folders 1, 2, …",
                "  REGISTRY_ARTIFACTS=http://bucket/x: s3://bucket or s3://bucket/prefix is needed",
            ],
            output.Trim().Split('\n'));
    }

    [Fact]
    public async Task Run_PortInUse_IsOneMessage()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        string port = ((IPEndPoint)listener.LocalEndpoint).Port.ToString();
        (int code, string output) = await TargetProcess.RunVerbToEnd(["registry"], ("PORT", port));
        Assert.Equal((int)ExitCode.PortUnavailable, code);
        Assert.Equal(
            $"target-api registry: cannot listen on 127.0.0.1 port {port}: the port is in use; choose another with PORT, or end the program that holds it",
            output.Trim());
    }

    [Fact]
    public async Task Run_Terminated_EndsWell()
    {
        using TargetProcess registry = await TargetProcess.StartVerb(["registry"]);
        Assert.Equal(0, LibC.kill(registry.Process.Id, LibC.SIGTERM));
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await registry.Process.WaitForExitAsync(limit.Token);
        Assert.Equal(0, registry.Process.ExitCode);
    }

    [Theory]
    [InlineData("--help", ExitCode.Ok)]
    [InlineData("--models", ExitCode.BadSettings)]
    public async Task Run_Argument_ShowsTheSettings(string argument, ExitCode expected)
    {
        (int code, string output) = await TargetProcess.RunVerbToEnd(["registry", argument]);
        Assert.Equal((int)expected, code);
        Assert.Contains("REGISTRY_ARTIFACTS", output, StringComparison.Ordinal);
        Assert.DoesNotContain("WORKERS", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ArtifactsElsewhere_HandsOutTheirAddress()
    {
        using TargetProcess registry = await TargetProcess.StartVerb(["registry"], ("REGISTRY_ARTIFACTS", "s3://bucket/some/prefix/"));
        string answer = await registry.Client.GetStringAsync("/api/2.0/mlflow/model-versions/get-download-uri?name=covertype-mlp&version=1");
        Assert.Equal("""{"artifact_uri":"s3://bucket/some/prefix/covertype-mlp"}""", answer);
    }
}
