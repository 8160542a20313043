using System.Text.Json;

namespace LoadLab.TargetApi.Tests.Registry;

public sealed class RegistrySourceTests : RegistryTest
{
    private const string PerRequest = "registry-per-request";

    [Theory]
    [InlineData("models:/net@champion", "registry-cached")]
    [InlineData("models:/net/1", "registry-cached")]
    [InlineData("models:/net/latest", PerRequest)]
    [InlineData("net", PerRequest)]
    public async Task Predict_EachFormOfModel_AnswersAsTheModelDoes(string model, string source)
    {
        Models.AddBundled("net");
        ExpectedAnswers expected = ExpectedAnswers.Of("covertype-mlp");
        TargetProcess service = await StartService(await StartRegistry(), ("MODEL", model), ("MODEL_SOURCE", source));
        (int status, JsonElement body) = await service.Post("/predict", $$"""{"features":{{JsonSerializer.Serialize(expected.Rows[..7])}}}""");
        Assert.Equal(200, status);
        Assert.Equal(expected.Labels[..7], body.GetProperty("predictions").EnumerateArray().Select(p => p.GetInt64()));
    }

    [Fact]
    public async Task Predict_MlflowModel_IsServedUnderItsRegisteredName()
    {
        Models.AddMlflow("packed");
        TargetProcess service = await StartService(await StartRegistry(), ("MODEL", "models:/packed@champion"), ("MODEL_SOURCE", "registry-cached"));
        (int status, JsonElement body) = await Predict(service);
        Assert.Equal((200, "packed"), (status, body.GetProperty("model").GetString()));
    }

    [Fact]
    public async Task Cached_RegistryGoneAfterStart_IsNeverMissed()
    {
        Models.AddBundled("net");
        TargetProcess registry = await StartRegistry();
        TargetProcess service = await StartService(registry, ("MODEL", "net"), ("MODEL_SOURCE", "registry-cached"));
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal(200, (await Predict(service)).Status);
        }

        // One for model.onnx, one for model.json.
        Assert.Equal(2, await Calls(registry, "artifacts/download"));
        registry.Dispose();
        Assert.Equal(200, (await Predict(service)).Status);
        await service.BecomesReady();
        Assert.Equal(0, await service.Metric("""target_stage_seconds_count{endpoint="predict",stage="model"}"""));
    }

    [Fact]
    public async Task PerRequest_EachRequest_FetchesAnewAndSaysSo()
    {
        Models.AddBundled("net");
        TargetProcess registry = await StartRegistry();
        TargetProcess service = await StartService(registry, ("MODEL", "models:/net@champion"), ("MODEL_SOURCE", PerRequest));
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal(200, (await Predict(service)).Status);
        }

        Assert.Equal(2 * 6, await Calls(registry, "artifacts/download"));
        Assert.Equal(5, await service.Metric("""target_stage_seconds_count{endpoint="predict",stage="model"}"""));
    }

    [Fact]
    public async Task PerRequest_NewVersion_IsServedByTheNextRequest()
    {
        Models.AddBundled("net/1");
        TargetProcess service = await StartService(await StartRegistry(), ("MODEL", "models:/net/latest"), ("MODEL_SOURCE", PerRequest));
        Assert.Equal("covertype-mlp", (await Predict(service)).Body.GetProperty("model").GetString());
        Models.AddBundled("net/2", "covertype-forest");
        Assert.Equal("covertype-forest", (await Predict(service)).Body.GetProperty("model").GetString());
    }

    [Theory]
    [InlineData("memory", "covertype-mlp")]
    [InlineData("registry-cached", "models:/net/1")]
    [InlineData(PerRequest, "models:/net/1")]
    public async Task RedundantCalls_EachRequest_AreReallyMade(string source, string model)
    {
        Models.AddBundled("net");
        TargetProcess registry = await StartRegistry();
        TargetProcess service = await StartService(registry, ("MODEL", model), ("MODEL_SOURCE", source), ("REDUNDANT_REGISTRY_CALLS", "5"));
        for (int i = 0; i < 4; i++)
        {
            Assert.Equal(200, (await Predict(service)).Status);
        }

        // Of five calls, the first, third and fifth ask for the model; where it came from memory the registry does not know its name.
        int known = source == "memory" ? 404 : 200;
        Assert.Equal(4 * 3, await registry.Metric($$"""registry_requests_total{call="registered-models/get",status="{{known}}"}"""));
        Assert.Equal(4 * 2, await Calls(registry, "model-versions/search"));
        Assert.Equal(4, await service.Metric("""target_stage_seconds_count{endpoint="predict",stage="model"}"""));
    }

    [Fact]
    public async Task Workers_Several_FetchEachForItself()
    {
        Models.AddBundled("net");
        TargetProcess registry = await StartRegistry();
        TargetProcess service = await StartService(registry, ("MODEL", "net"), ("MODEL_SOURCE", "registry-cached"), ("WORKERS", "2"));
        Assert.Equal(2 * 2, await Calls(registry, "artifacts/download"));
        Assert.Equal(200, (await Predict(service)).Status);
    }
}
