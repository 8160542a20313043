using System.Globalization;
using System.Text;
using System.Text.Json;

namespace LoadLab.TargetApi.Tests.Images;

public sealed class ImageServiceTests(ImageServiceFixture fixture) : IClassFixture<ImageServiceFixture>
{
    private const double Tolerance = 2e-4;

    private readonly TargetProcess _target = fixture.Target;
    private readonly ExpectedImages _digits = ExpectedImages.Digits;

    [Fact]
    public async Task Classify_HeldOutImages_AreRightAsOftenAsTheModelsCardSays()
    {
        List<long> answers = [];
        foreach (byte[][] files in _digits.Images.Chunk(60))
        {
            (int status, JsonElement body) = await _target.PostForm("/classify", files);
            Assert.Equal(200, status);
            answers.AddRange(body.Predictions());
        }

        Assert.Equal(_digits.Labels, answers);
        string card = await File.ReadAllTextAsync(Path.Combine(TargetFolder.Models, "digits-cnn", "model.json"));
        double promised = JsonDocument.Parse(card).RootElement.GetProperty("held_out_accuracy").GetDouble();
        Assert.Equal(promised, answers.Zip(_digits.Truth, (a, t) => a == t ? 1.0 : 0).Average(), 5e-5);
        Assert.InRange(promised, 0.95, 1);
    }

    [Fact]
    public async Task Classify_OneImage_AnswersAsPredictDoes()
    {
        (int status, JsonElement body) = await _target.PostFile("/classify", _digits.Images[0], "image/png");
        Assert.Equal(200, status);
        Assert.Equal(["predictions", "labels", "probabilities", "model"], body.EnumerateObject().Select(p => p.Name));
        Assert.Equal([_digits.Labels[0]], body.Predictions());
        Assert.Equal(_digits.Labels[0].ToString(CultureInfo.InvariantCulture), body.GetProperty("labels")[0].GetString());
        Assert.Equal("digits-cnn", body.GetProperty("model").GetString());
        AssertNear([_digits.Probabilities[0]], body.Rows("probabilities"));
    }

    [Fact]
    public async Task Embed_SeveralImages_AnswersAsPyTorchDoesInOrder()
    {
        (int status, JsonElement body) = await _target.PostForm("/embed", _digits.Images[..8]);
        Assert.Equal(200, status);
        Assert.Equal(["embeddings", "model"], body.EnumerateObject().Select(p => p.Name));
        AssertNear(_digits.Embeddings, body.Rows("embeddings"));
    }

    [Fact]
    public async Task Classify_JpegOfTheSameImage_Agrees()
    {
        for (int i = 0; i < 3; i++)
        {
            (int status, JsonElement body) = await _target.PostForm("/classify", ImageFiles.Read($"digit{i}.jpg"), _digits.Images[i]);
            Assert.Equal(200, status);
            Assert.Equal([_digits.Labels[i], _digits.Labels[i]], body.Predictions());
            double[][] probabilities = body.Rows("probabilities");
            Assert.All(probabilities[0].Zip(probabilities[1]), p => Assert.Equal(p.First, p.Second, 0.05));
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("image/jpeg")]
    [InlineData("application/octet-stream")]
    public async Task Classify_PngUnderAnyType_IsFoundFromItsBytes(string? type)
    {
        (int status, JsonElement body) = await _target.PostFile("/classify", _digits.Images[1], type);
        Assert.Equal(200, status);
        Assert.Equal([_digits.Labels[1]], body.Predictions());
    }

    [Theory]
    [InlineData("truncated.jpg", 422, "Value error, the image is truncated or damaged")]
    [InlineData("truncated.png", 422, "Value error, the image is truncated or damaged")]
    [InlineData("hollow.png", 422, "Value error, the image is truncated or damaged")]
    [InlineData("many-scans.jpg", 422, "Value error, the JPEG has too many scans")]
    [InlineData("bomb.png", 413, "IMAGE_MAX_PIXELS sets the limit")]
    [InlineData("scene.gif", 415, "is neither JPEG nor PNG")]
    [InlineData("scene.webp", 415, "is neither JPEG nor PNG")]
    public async Task Classify_HostileFile_IsRefused(string name, int status, string message)
    {
        byte[] file = ImageFiles.Read(name);
        (int alone, JsonElement body) = await _target.PostFile("/classify", file);
        Assert.Equal(status, alone);
        Assert.Contains(message, body.GetProperty("detail").ToString(), StringComparison.Ordinal);
        (int second, JsonElement form) = await _target.PostForm("/embed", _digits.Images[0], file);
        Assert.Equal(status, second);
        Assert.Contains(status == 422 ? "[\"body\",\"file\",1]" : "File 1 (field \"file\")", form.GetProperty("detail").ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "application/octet-stream", 422, "the image has no bytes")]
    [InlineData("hello", "application/octet-stream", 415, "The body is neither JPEG nor PNG")]
    [InlineData("{}", "application/json", 415, "Unsupported Content-Type")]
    [InlineData("x=1", "application/x-www-form-urlencoded", 415, "Unsupported Content-Type")]
    [InlineData("--cut--\r\n", "multipart/form-data", 400, "a boundary of 1 to 70 characters is needed")]
    [InlineData("--cut\r\n\r\nx", "multipart/form-data; boundary=cut", 400, "no complete multipart/form-data")]
    [InlineData("", "multipart/form-data; boundary=cut", 400, "no complete multipart/form-data")]
    [InlineData("--cut--\r\n", "multipart/form-data; boundary=cut", 422, "Field required")]
    [InlineData("--cut\r\nContent-Type: image/png\r\n\r\n\r\n--cut--\r\n", "multipart/form-data; boundary=cut", 422, "the image has no bytes")]
    public async Task Classify_HostileBody_IsRefused(string text, string type, int status, string message)
    {
        (int actual, JsonElement body) = await _target.PostFile("/classify", Encoding.Latin1.GetBytes(text), type);
        Assert.Equal(status, actual);
        Assert.Contains(message, body.GetProperty("detail").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Classify_TooManyFiles_Is422()
    {
        (int status, JsonElement body) = await _target.PostForm("/classify", [.. Enumerable.Repeat(_digits.Images[0], 61)]);
        Assert.Equal(422, status);
        Assert.Equal("too_long", body.GetProperty("detail")[0].GetProperty("type").GetString());
    }

    [Fact]
    public async Task Classify_ThousandsOfParts_Is422()
    {
        byte[] form = Encoding.Latin1.GetBytes(string.Concat(Enumerable.Repeat("--c\r\n\r\n\r\n", 20_000)) + "--c--\r\n");
        (int status, JsonElement body) = await _target.PostFile("/classify", form, "multipart/form-data; boundary=c");
        Assert.Equal(422, status);
        Assert.Equal("too_long", body.GetProperty("detail")[0].GetProperty("type").GetString());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Embed_OversizedBody_Is413(bool chunked)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/embed") { Content = new ByteArrayContent(new byte[300_001]) };
        request.Headers.TransferEncodingChunked = chunked;
        using HttpResponseMessage response = await _target.Client.SendAsync(request);
        Assert.Equal(413, (int)response.StatusCode);
        Assert.Contains("IMAGE_MAX_BYTES sets the limit", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Classify_AskedForServerTiming_TellsItsStages()
    {
        await _target.PostFile("/classify", _digits.Images[0]);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/classify") { Content = new ByteArrayContent(_digits.Images[0]) };
        request.Headers.Add("X-Server-Timing", "1");
        using HttpResponseMessage response = await _target.Client.SendAsync(request);
        IEnumerable<string> stages = response.Headers.GetValues("Server-Timing").Single().Split(", ").Select(s => s.Split(";dur=")[0]).Except(["queue"]);
        Assert.Equal(["parse", "normalise", "infer", "serialise", "total"], stages);
    }

    [Fact]
    public async Task Metrics_AfterUploads_CountThemByStage()
    {
        const string Stage = "target_stage_seconds_count{endpoint=\"embed\",stage=\"parse\"}", Status = "target_requests_total{endpoint=\"embed\",method=\"POST\",status=\"415\"}";
        double stages = await _target.Metric(Stage), refused = await _target.Metric(Status);
        await _target.PostFile("/embed", _digits.Images[0]);
        await _target.PostFile("/embed", _digits.Images[0], "text/plain");
        Assert.Equal(stages + 1, await _target.Metric(Stage));
        Assert.Equal(refused + 1, await _target.Metric(Status));
    }

    [Fact]
    public async Task Predict_BesideImages_KeepsItsOwnLimit()
    {
        (int status, JsonElement body) = await _target.Post("/predict", new string(' ', 2000));
        Assert.Equal(413, status);
        Assert.Contains("MAX_BODY_BYTES", body.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private static void AssertNear(double[][] expected, double[][] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        foreach ((double[] wanted, double[] given) in expected.Zip(actual))
        {
            Assert.Equal(wanted.Length, given.Length);
            Assert.All(wanted.Zip(given), p => Assert.Equal(p.First, p.Second, Tolerance));
        }
    }
}
