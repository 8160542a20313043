using System.Net;
using System.Text.Json;
using LoadLab.TargetApi.Tests.Features;
using LoadLab.TargetApi.Workers.Interop;

namespace LoadLab.TargetApi.Tests.Registry;

public sealed class RegistryOutageTests : RegistryTest
{
    private const int SIGCONT = 18;
    private const int SIGSTOP = 19;

    [Theory]
    [InlineData("memory", "covertype-mlp", "1")]
    [InlineData("registry-cached", "models:/net@champion", "0")]
    [InlineData("registry-per-request", "models:/net@champion", "0")]
    public async Task Start_RegistryDown_IsWaitedFor(string source, string model, string redundant)
    {
        Models.AddBundled("net");
        string port = $"{FreePort.Take()}";
        TargetProcess service = Keep(await TargetProcess.StartUnready(
            ("MLFLOW_TRACKING_URI", $"http://127.0.0.1:{port}"), ("MODEL", model), ("MODEL_SOURCE", source), ("REDUNDANT_REGISTRY_CALLS", redundant)));
        await service.ReadyzSays($"the model registry at http://127.0.0.1:{port} cannot be reached");
        await StartRegistry(("PORT", port));
        await service.BecomesReady();
        Assert.Equal(200, (await Predict(service)).Status);
    }

    [Theory]
    [InlineData("registry-per-request", "models:/net@champion", "0")]
    [InlineData("memory", "covertype-mlp", "2")]
    public async Task Registry_GoneAndBack_IsToldWithoutTraffic(string source, string model, string redundant)
    {
        Models.AddBundled("net");
        string port = $"{FreePort.Take()}";
        TargetProcess registry = await StartRegistry(("PORT", port));
        TargetProcess service = await StartService(registry, ("MODEL", model), ("MODEL_SOURCE", source), ("REDUNDANT_REGISTRY_CALLS", redundant));
        registry.Dispose();
        await service.ReadyzSays("cannot be reached");
        using (HttpResponseMessage answer = await service.Client.PostAsync("/predict", new StringContent(Bodies.Features(Bodies.Row(54)))))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.True(answer.Headers.Contains("Retry-After"));
        }

        await StartRegistry(("PORT", port));
        await service.BecomesReady();
        Assert.Equal(200, (await Predict(service)).Status);
        Assert.DoesNotContain("Exception", service.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Registry_Stopped_IsGivenUpAfterTheTimeout()
    {
        Models.AddBundled("net");
        TargetProcess registry = await StartRegistry();
        TargetProcess service = await StartService(registry, ("MODEL", "net"), ("MODEL_SOURCE", "registry-per-request"), ("REGISTRY_TIMEOUT", "500ms"));
        Assert.Equal(0, LibC.kill(registry.Process.Id, SIGSTOP));
        try
        {
            (int status, JsonElement body) = await Predict(service);
            Assert.Equal(503, status);
            Assert.Contains("did not answer within 0.5 s (REGISTRY_TIMEOUT)", body.GetProperty("detail").GetString(), StringComparison.Ordinal);
            await service.ReadyzSays("did not answer within");
        }
        finally
        {
            Assert.Equal(0, LibC.kill(registry.Process.Id, SIGCONT));
        }

        // The machine may be too busy for half a second now and then.
        await service.BecomesReady();
        await Eventually.Is(async () => (await Predict(service)).Status == 200, () => service.Output);
    }

    [Fact]
    public async Task Model_RemovedWhileRunning_Is502UntilItIsBack()
    {
        string folder = Models.AddBundled("net");
        Models.AddBundled("other");
        TargetProcess service = await StartService(await StartRegistry(), ("MODEL", "models:/net/1"), ("MODEL_SOURCE", "registry-per-request"));
        Directory.Delete(folder, recursive: true);
        (int status, JsonElement body) = await Predict(service);
        Assert.Equal(502, status);
        Assert.Contains("RESOURCE_DOES_NOT_EXIST: Registered Model with name=net not found", body.GetProperty("detail").GetString(), StringComparison.Ordinal);
        await service.ReadyzSays("RESOURCE_DOES_NOT_EXIST");
        Models.AddBundled("net");
        await service.BecomesReady();
        Assert.Equal(200, (await Predict(service)).Status);
    }
}
