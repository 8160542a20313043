using System.Net;
using System.Text.Json;

namespace LoadLab.TargetApi.Tests.Registry;

/// <summary>Artifacts in a real S3 server, found by way of a registry.</summary>
public sealed class S3ArtifactsTests : RegistryTest
{
    private const string Place = $"s3://{S3Server.Bucket}/some/prefix";

    [S3ServerTheory]
    [InlineData("registry-cached")]
    [InlineData("registry-per-request")]
    public async Task Predict_ModelInS3_AnswersAsTheModelDoes(string source)
    {
        using S3Server s3 = await S3Server.Start();
        await s3.Upload(Models.AddMlflow("packed"), "some/prefix/packed/");

        // A neighbour whose name begins alike belongs to another model.
        await s3.Upload(Models.AddBundled("packed2"), "some/prefix/packed2/");
        TargetProcess registry = await StartRegistry(("REGISTRY_ARTIFACTS", Place));
        TargetProcess service = await StartService(registry, [("MODEL", "models:/packed@champion"), ("MODEL_SOURCE", source), .. s3.Settings()]);
        ExpectedAnswers expected = ExpectedAnswers.Of("covertype-mlp");
        (int status, JsonElement body) = await service.Post("/predict", $$"""{"features":{{JsonSerializer.Serialize(expected.Normalised[..7])}}}""");
        Assert.Equal(200, status);
        Assert.Equal(expected.Labels[..7], body.GetProperty("predictions").EnumerateArray().Select(p => p.GetInt64()));
        Assert.Equal(0, await Calls(registry, "artifacts/download"));
    }

    [S3ServerFact]
    public async Task Start_UnknownUser_SaysWhatToSee()
    {
        using S3Server s3 = await S3Server.Start();
        await s3.Upload(Models.AddBundled("net"), "some/prefix/net/");
        string output = await StartFails(Place, s3.Settings("NOBODY"));
        Assert.Contains("403 InvalidAccessKeyId", output, StringComparison.Ordinal);
        Assert.Contains("see AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY", output, StringComparison.Ordinal);
    }

    [S3ServerFact]
    public async Task Start_NothingThere_SaysWhere()
    {
        using S3Server s3 = await S3Server.Start();
        Models.AddBundled("net");
        Assert.Contains($"the registry keeps the model at {Place}/net, and nothing lies there", await StartFails(Place, s3.Settings()), StringComparison.Ordinal);
    }

    [S3ServerFact]
    public async Task Start_NoSuchBucket_SaysSo()
    {
        using S3Server s3 = await S3Server.Start();
        Models.AddBundled("net");
        Assert.Contains("404 NoSuchBucket", await StartFails("s3://another-bucket", s3.Settings()), StringComparison.Ordinal);
    }

    [S3ServerFact]
    public async Task Start_LargerThanAllowed_IsRefused()
    {
        using S3Server s3 = await S3Server.Start();
        await s3.Upload(Models.AddBundled("net"), "some/prefix/net/");
        Assert.Contains("MAX_MODEL_BYTES", await StartFails(Place, [.. s3.Settings(), ("MAX_MODEL_BYTES", "50000")]), StringComparison.Ordinal);
    }

    [S3ServerFact]
    public async Task Store_Gone_IsToldWithoutTraffic()
    {
        TargetProcess service;
        using (S3Server s3 = await S3Server.Start())
        {
            await s3.Upload(Models.AddBundled("net"), "some/prefix/net/");
            TargetProcess registry = await StartRegistry(("REGISTRY_ARTIFACTS", Place));
            service = await StartService(registry, [("MODEL", "net"), ("MODEL_SOURCE", "registry-per-request"), .. s3.Settings()]);
            Assert.Equal(200, (await Predict(service)).Status);
        }

        await service.ReadyzSays($"{Place}/net/ cannot be reached");
        Assert.Equal((int)HttpStatusCode.ServiceUnavailable, (await Predict(service)).Status);
    }

    private async Task<string> StartFails(string artifacts, (string Name, string Value)[] settings)
    {
        TargetProcess registry = await StartRegistry(("REGISTRY_ARTIFACTS", artifacts));
        (int code, string output) = await TargetProcess.RunToEnd([Tracking(registry), ("MODEL", "net"), ("MODEL_SOURCE", "registry-cached"), .. settings]);
        Assert.Equal((int)ExitCode.ModelUnavailable, code);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
        return output;
    }
}
