using System.Net;
using System.Text.Json;

namespace LoadLab.TargetApi.Tests.RegistryServer;

public sealed class ModelRegistryServerTests(RegistryServerFixture fixture) : IClassFixture<RegistryServerFixture>
{
    private const string Api = "/api/2.0/mlflow/";
    private const string Artifacts = "/api/2.0/mlflow-artifacts/artifacts";

    private readonly HttpClient _client = fixture.Registry.Client;

    [Fact]
    public async Task GetModel_Numbered_HasItsNewestVersionAndAliases()
    {
        JsonElement model = (await Get("registered-models/get?name=numbered")).GetProperty("registered_model");
        Assert.Equal("numbered", model.GetProperty("name").GetString());
        JsonElement newest = Assert.Single(model.GetProperty("latest_versions").EnumerateArray());
        Assert.Equal(
            ("numbered", "10", "None", "READY", "mlflow-artifacts:/numbered/10"),
            (Text(newest, "name"), Text(newest, "version"), Text(newest, "current_stage"), Text(newest, "status"), Text(newest, "source")));
        Assert.InRange(newest.GetProperty("creation_timestamp").GetInt64(), 1_000_000_000_000, long.MaxValue);
        Assert.Contains(model.GetProperty("aliases").EnumerateArray(), a => Text(a, "alias") == "champion" && Text(a, "version") == "10");
    }

    [Theory]
    [InlineData("registered-models/alias?name=numbered&alias=champion", "10")]
    [InlineData("registered-models/alias?name=numbered&alias=latest", "10")]
    [InlineData("registered-models/alias?name=plain&alias=champion", "1")]
    [InlineData("model-versions/get?name=numbered&version=2", "2")]
    [InlineData("model-versions/get?name=packed&version=1", "1")]
    public async Task GetVersion_ByAliasOrNumber_AnswersIt(string call, string version) =>
        Assert.Equal(version, Text((await Get(call)).GetProperty("model_version"), "version"));

    [Fact]
    public async Task GetLatestVersions_Numbered_AnswersTheHighestNumber() =>
        Assert.Equal("10", Text(Assert.Single((await Get("registered-models/get-latest-versions?name=numbered")).GetProperty("model_versions").EnumerateArray()), "version"));

    [Theory]
    [InlineData("name=plain&version=1", "mlflow-artifacts:/plain")]
    [InlineData("name=numbered&version=2", "mlflow-artifacts:/numbered/2")]
    public async Task GetDownloadUri_Version_LeadsToItsFolder(string query, string uri) =>
        Assert.Equal(uri, Text(await Get("model-versions/get-download-uri?" + query), "artifact_uri"));

    [Theory]
    [InlineData("registered-models/get", 400, "INVALID_PARAMETER_VALUE", "Missing value for required parameter 'name'")]
    [InlineData("registered-models/get?name=nope", 404, "RESOURCE_DOES_NOT_EXIST", "Registered Model with name=nope not found")]
    [InlineData("registered-models/get?name=no-model", 404, "RESOURCE_DOES_NOT_EXIST", "Registered Model with name=no-model not found")]
    [InlineData("registered-models/get?name=..", 404, "RESOURCE_DOES_NOT_EXIST", "Registered Model with name=.. not found")]
    [InlineData("registered-models/alias?name=plain&alias=x", 400, "INVALID_PARAMETER_VALUE", "Registered model alias x not found.")]
    [InlineData("model-versions/get?name=plain&version=2", 404, "RESOURCE_DOES_NOT_EXIST", "Model Version (name=plain, version=2) not found")]
    [InlineData("model-versions/get?name=plain&version=two", 400, "INVALID_PARAMETER_VALUE", "Model version must be an integer")]
    [InlineData("model-versions/search?filter=run_id%3D'a'", 400, "INVALID_PARAMETER_VALUE", "Invalid filter")]
    [InlineData("registered-models/search?max_results=0", 400, "INVALID_PARAMETER_VALUE", "max_results")]
    [InlineData("registered-models/create", 404, "ENDPOINT_NOT_FOUND", "registered-models/create")]
    public async Task Call_Wrong_AnswersInMlflowsTerms(string call, int status, string code, string message)
    {
        using HttpResponseMessage response = await _client.GetAsync(Api + call);
        JsonElement body = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal((status, code), ((int)response.StatusCode, Text(body, "error_code")));
        Assert.Contains(message, Text(body, "message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SearchModels_PageByPage_FindsEachOnce()
    {
        var names = new List<string>();
        string token = "";
        do
        {
            JsonElement page = await Get($"registered-models/search?max_results=2&page_token={token}");
            names.AddRange(page.GetProperty("registered_models").EnumerateArray().Select(m => Text(m, "name")));
            token = page.TryGetProperty("next_page_token", out JsonElement next) ? next.GetString()! : "";
        }
        while (token.Length > 0);
        Assert.Equal(["numbered", "packed", "plain"], names);
    }

    [Theory]
    [InlineData("name='numbered'", "10 2 1")]
    [InlineData("name LIKE 'p%'", "1 1")]
    [InlineData("name = 'nope'", "")]
    public async Task SearchVersions_ByName_FindsThem(string filter, string versions)
    {
        JsonElement found = (await Get("model-versions/search?filter=" + Uri.EscapeDataString(filter))).GetProperty("model_versions");
        Assert.Equal(versions, string.Join(' ', found.EnumerateArray().Select(v => Text(v, "version"))));
    }

    [Fact]
    public async Task ListArtifacts_Folders_AreWalkedByName()
    {
        string[] root = await Names("?path=packed");
        Assert.Equal(["MLmodel", "data/", "requirements.txt"], root);
        Assert.Equal(["net.onnx"], await Names("?path=packed/data"));
        Assert.Empty(await Names("?path=packed/nope"));
    }

    [Fact]
    public async Task DownloadArtifact_File_IsItsBytes()
    {
        byte[] expected = await File.ReadAllBytesAsync(Path.Combine(fixture.Models.Path, "plain", "model.onnx"));
        Assert.Equal(expected, await _client.GetByteArrayAsync($"{Artifacts}/plain/model.onnx"));
    }

    [Theory]
    [InlineData("?path=../")]
    [InlineData("?path=plain/../..")]
    [InlineData("?path=/etc")]
    [InlineData("/plain/%2e%2e%5c..%5cx")]
    public async Task Artifacts_PathThatLeadsOut_IsRefused(string path)
    {
        using HttpResponseMessage response = await _client.GetAsync(Artifacts + path);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("Invalid path", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/plain/nope.onnx")]
    [InlineData("/packed/data")]
    public async Task DownloadArtifact_NoFile_Is404(string path)
    {
        using HttpResponseMessage response = await _client.GetAsync(Artifacts + path);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Health_Running_IsOk() => Assert.Equal("OK", await _client.GetStringAsync("/health"));

    [Fact]
    public async Task Version_Running_IsTheProgramsOwn() => Assert.Equal(typeof(TargetServer).Assembly.GetName().Version!.ToString(3), await _client.GetStringAsync("/version"));

    [Fact]
    public async Task GetVersion_FolderAddedLater_IsANewVersion()
    {
        fixture.Models.AddBundled("growing/1");
        Assert.Equal("1", Text((await Get("registered-models/alias?name=growing&alias=champion")).GetProperty("model_version"), "version"));
        fixture.Models.AddBundled("growing/2");
        Assert.Equal("2", Text((await Get("registered-models/alias?name=growing&alias=champion")).GetProperty("model_version"), "version"));
        Directory.Delete(Path.Combine(fixture.Models.Path, "growing"), recursive: true);
    }

    private static string Text(JsonElement element, string member) => element.GetProperty(member).GetString()!;

    private async Task<JsonElement> Get(string call) => JsonDocument.Parse(await _client.GetStringAsync(Api + call)).RootElement;

    private async Task<string[]> Names(string query)
    {
        JsonElement list = JsonDocument.Parse(await _client.GetStringAsync(Artifacts + query)).RootElement;
        return list.TryGetProperty("files", out JsonElement files)
            ? [.. files.EnumerateArray().Select(f => Text(f, "path") + (f.GetProperty("is_dir").GetBoolean() ? "/" : ""))]
            : [];
    }
}
