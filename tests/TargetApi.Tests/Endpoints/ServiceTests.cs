using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using LoadLab.TargetApi.Tests.Features;

namespace LoadLab.TargetApi.Tests.Endpoints;

public sealed class ServiceTests(ServiceFixture fixture) : IClassFixture<ServiceFixture>
{
    private readonly TargetProcess _target = fixture.Target;

    [Fact]
    public async Task Predict_SeveralRows_AnswersAsScikitLearnDoes()
    {
        ExpectedAnswers expected = ExpectedAnswers.Of("covertype-mlp");
        string rows = JsonSerializer.Serialize(expected.Rows[..40]);
        (int status, JsonElement body) = await _target.Post("/predict", Bodies.Features(rows));
        Assert.Equal(200, status);
        Assert.Equal(expected.Labels[..40], body.GetProperty("predictions").EnumerateArray().Select(v => v.GetInt64()));
        Assert.Equal("covertype-mlp", body.GetProperty("model").GetString());
        Assert.Equal(40, body.GetProperty("probabilities").GetArrayLength());
        Assert.Equal(expected.Probabilities[3][2], body.GetProperty("probabilities")[3][2].GetDouble(), 2e-5);
    }

    [Fact]
    public async Task Predict_EachClass_IsNamed()
    {
        ExpectedAnswers expected = ExpectedAnswers.Of("covertype-mlp");
        string[] names = ["Spruce/Fir", "Lodgepole Pine", "Ponderosa Pine", "Cottonwood/Willow", "Aspen", "Douglas-fir", "Krummholz"];
        for (int i = 0; i < 7; i++)
        {
            (int status, JsonElement body) = await _target.Post("/predict", Bodies.Features(JsonSerializer.Serialize(expected.Rows[i])));
            Assert.Equal(200, status);
            Assert.Equal(names[expected.Labels[i] - 1], Assert.Single(body.GetProperty("labels").EnumerateArray()).GetString());
        }
    }

    [Fact]
    public async Task Normalize_Rows_AnswersTrainingsVeryBits()
    {
        ExpectedAnswers expected = ExpectedAnswers.Of("covertype-mlp");
        (int status, JsonElement body) = await _target.Post("/normalize", Bodies.Features(JsonSerializer.Serialize(expected.Rows[..5])));
        Assert.Equal(200, status);
        float[][] actual = body.GetProperty("normalized").Deserialize<float[][]>()!;
        Assert.Equal(expected.Normalised[..5], actual);
    }

    [Theory]
    [InlineData("/predict")]
    [InlineData("/normalize")]
    public async Task Post_WrongCell_Is422WithItsPlace(string path)
    {
        (int status, JsonElement body) = await _target.Post(path, Bodies.Features($"[{Bodies.Row(54)},{Bodies.Row(54, (3, "\"x\""))}]"));
        Assert.Equal(422, status);
        Assert.Equal("""["body","features",1,3]""", Assert.Single(body.GetProperty("detail").EnumerateArray()).GetProperty("loc").GetRawText());
    }

    [Theory]
    [InlineData("GET", "/nope", 404, "Not Found")]
    [InlineData("GET", "/predict", 405, "Method Not Allowed")]
    [InlineData("DELETE", "/empty", 405, "Method Not Allowed")]
    [InlineData("POST", "/metrics", 405, "Method Not Allowed")]
    public async Task Request_Unroutable_AnswersAsFastApiDoes(string method, string path, int status, string detail)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using HttpResponseMessage response = await _target.Client.SendAsync(request);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal($$"""{"detail":"{{detail}}"}""", await response.Content.ReadAsStringAsync());
        Assert.Equal(status == 405, response.Content.Headers.Allow.Count > 0);
    }

    [Theory]
    [InlineData("GET", "/empty", "{}")]
    [InlineData("POST", "/empty", "{}")]
    [InlineData("GET", "/healthz", """{"status":"ok"}""")]
    [InlineData("GET", "/readyz", """{"status":"ready","model":"covertype-mlp"}""")]
    public async Task Request_Plain_IsJson(string method, string path, string body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using HttpResponseMessage response = await _target.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(body, await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Predict_OversizedBody_Is413(bool chunked)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/predict") { Content = new StringContent(new string(' ', 200_000)) };
        request.Headers.TransferEncodingChunked = chunked;
        using HttpResponseMessage response = await _target.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Contains("MAX_BODY_BYTES", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.True(response.Headers.ConnectionClose);
        (int next, _) = await _target.Post("/predict", Bodies.Features(Bodies.Row(54)));
        Assert.Equal(200, next);
    }

    [Fact]
    public async Task Predict_MoreRowsThanAllowed_Is422()
    {
        string rows = string.Join(",", Enumerable.Repeat(Bodies.Row(54), 51));
        (int status, JsonElement body) = await _target.Post("/predict", Bodies.Features($"[{rows}]"));
        Assert.Equal(422, status);
        Assert.Equal("too_long", body.GetProperty("detail")[0].GetProperty("type").GetString());
    }

    [Fact]
    public async Task Predict_BodyInSmallPieces_IsAnswered()
    {
        string body = Bodies.Features(JsonSerializer.Serialize(ExpectedAnswers.Of("covertype-mlp").Rows[0]));
        string head = $"POST /predict HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {body.Length}\r\n\r\n";
        string answer = await SendPieces([head, .. body.Chunk(17).Select(c => new string(c))]);
        Assert.StartsWith("HTTP/1.1 200 OK", answer, StringComparison.Ordinal);
        Assert.Contains("\"predictions\":", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenApi_Document_DescribesEveryEndpoint()
    {
        JsonElement document = JsonDocument.Parse(await _target.Client.GetStringAsync("/openapi.json")).RootElement;
        string[] paths = [.. document.GetProperty("paths").EnumerateObject().Select(p => p.Name).Order()];
        Assert.Equal(["/classify", "/embed", "/empty", "/healthz", "/metrics", "/normalize", "/predict", "/readyz"], paths);
        JsonElement features = document.GetProperty("components").GetProperty("schemas").GetProperty("FeaturesRequest")
            .GetProperty("properties").GetProperty("features").GetProperty("oneOf");
        Assert.Equal(54, features[0].GetProperty("minItems").GetInt32());
        Assert.Equal(50, features[1].GetProperty("maxItems").GetInt32());
    }

    [Fact]
    public async Task OpenApi_Examples_WorkAsTheyStand()
    {
        JsonElement document = JsonDocument.Parse(await _target.Client.GetStringAsync("/openapi.json")).RootElement;
        JsonElement examples = document.GetProperty("paths").GetProperty("/predict").GetProperty("post").GetProperty("requestBody")
            .GetProperty("content").GetProperty("application/json").GetProperty("examples");
        foreach (JsonProperty example in examples.EnumerateObject())
        {
            (int status, _) = await _target.Post("/predict", example.Value.GetProperty("value").GetRawText());
            Assert.Equal(200, status);
        }

        Assert.Equal(2, examples.EnumerateObject().Count());
    }

    [Fact]
    public async Task Docs_Page_TakesNothingFromTheNetwork()
    {
        string page = await _target.Client.GetStringAsync("/");
        Assert.Contains("swagger-ui", page, StringComparison.Ordinal);
        Assert.DoesNotContain("src=\"http", page, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"http", page, StringComparison.Ordinal);
        Assert.Contains("/openapi.json", await _target.Client.GetStringAsync("/docs/index.js"), StringComparison.Ordinal);
        using HttpResponseMessage script = await _target.Client.GetAsync("/docs/swagger-ui-bundle.js");
        Assert.Equal(HttpStatusCode.OK, script.StatusCode);
        using HttpResponseMessage missing = await _target.Client.GetAsync("/docs/no-such-file");
        Assert.Equal("""{"detail":"Not Found"}""", await missing.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Predict_AskedForServerTiming_TellsItsStages()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/predict") { Content = new StringContent(Bodies.Features(Bodies.Row(54))) };
        request.Headers.Add("X-Server-Timing", "1");
        using HttpResponseMessage response = await _target.Client.SendAsync(request);
        Dictionary<string, double> stages = response.Headers.GetValues("Server-Timing").Single().Split(", ")
            .ToDictionary(s => s.Split(";dur=")[0], s => double.Parse(s.Split(";dur=")[1], CultureInfo.InvariantCulture));
        Assert.Equal(["parse", "normalise", "infer", "serialise", "total"], stages.Keys);
        Assert.InRange(stages.Where(s => s.Key != "total").Sum(s => s.Value), 0.001, stages["total"] + 0.01);
    }

    [Fact]
    public async Task Predict_NotAskedForServerTiming_SendsNone()
    {
        using HttpResponseMessage response = await _target.Client.PostAsync("/predict", new StringContent(Bodies.Features(Bodies.Row(54))));
        Assert.False(response.Headers.Contains("Server-Timing"));
    }

    private async Task<string> SendPieces(string[] pieces)
    {
        using var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(_target.Client.BaseAddress!.Host, _target.Client.BaseAddress.Port);
        foreach (string piece in pieces)
        {
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(piece));
            await Task.Delay(2);
        }

        using var reader = new StreamReader(client.GetStream());
        return await reader.ReadToEndAsync();
    }
}
