using System.Text.Json;

namespace LoadLab.TargetApi.Tests.Images;

public sealed class ImageModelTests
{
    private readonly ExpectedImages _digits = ExpectedImages.Digits;

    [Theory]
    [InlineData("none", "/classify", "IMAGE_MODEL=none switches this endpoint off")]
    [InlineData("none", "/embed", "IMAGE_MODEL=none switches this endpoint off")]
    [InlineData("covertype-mlp", "/classify", "The model covertype-mlp takes rows, not images")]
    public async Task Post_NoImageModel_Is501AndTheRestWorks(string model, string path, string message)
    {
        using TargetProcess target = await TargetProcess.Start(("IMAGE_MODEL", model));
        (int status, JsonElement body) = await target.PostFile(path, _digits.Images[0]);
        Assert.Equal(501, status);
        Assert.Contains(message, body.GetProperty("detail").GetString(), StringComparison.Ordinal);
        await AssertPredicts(target);
    }

    [Fact]
    public async Task Predict_OnAnImageModel_Is501()
    {
        using TargetProcess target = await TargetProcess.Start(("MODEL", "digits-cnn"));
        (int status, JsonElement body) = await target.Post("/predict", """{"features":[1,2]}""");
        Assert.Equal(501, status);
        Assert.Contains("The model digits-cnn takes images", body.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_OwnModelWithItsDescription_IsServed()
    {
        using var folder = new ModelFolder("grey-image.onnx", """{"name":"halves","image":{"width":2,"height":2,"channels":1,"mean":[0.5],"standard_deviation":[0.25],"invert":true}}""");
        using TargetProcess target = await TargetProcess.Start(("IMAGE_MODEL", folder.Path));

        // White over black, as a negative: (0 - 0.5) / 0.25 above and (1 - 0.5) / 0.25 below.
        (int status, JsonElement body) = await target.PostFile("/classify", ImageFiles.Read("halves.png"));
        Assert.Equal(200, status);
        Assert.Equal([-2, 2], body.Rows("probabilities")[0]);
        Assert.Equal([1], body.Predictions());
        Assert.Equal("halves", body.GetProperty("model").GetString());
        (int embed, JsonElement refusal) = await target.PostFile("/embed", ImageFiles.Read("halves.png"));
        Assert.Equal(501, embed);
        Assert.Contains("The model halves gives no embeddings", refusal.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"image":{"width":3}}""", "image.width in model.json is 3, the model takes 2")]
    [InlineData("""{"image":{"mean":[1,2]}}""", "image.mean in model.json has 2 numbers")]
    [InlineData("""{"image":{"standard_deviation":[0]}}""", "image.standard_deviation in model.json must be above 0")]
    public async Task Start_DescriptionThatDoesNotFit_EndsWith3(string description, string message)
    {
        using var folder = new ModelFolder("grey-image.onnx", description);
        (int code, string output) = await TargetProcess.RunToEnd(("IMAGE_MODEL", folder.Path));
        Assert.Equal(3, code);
        Assert.Contains(message, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_ModelOfTwoChannels_EndsWith3()
    {
        (int code, string output) = await TargetProcess.RunToEnd(("IMAGE_MODEL", TargetFolder.Fixture("two-channels.onnx")));
        Assert.Equal(3, code);
        Assert.Contains("the model takes images of 2 channels", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_WithoutLibvips_Is501AndTheRestWorks()
    {
        string folder = Directory.CreateTempSubdirectory("loadlab-").FullName;
        try
        {
            foreach (string file in Directory.GetFiles(TargetFolder.Path).Where(f => f.EndsWith(".dll", StringComparison.Ordinal) || f.EndsWith(".json", StringComparison.Ordinal)))
            {
                File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
            }

            string program = Path.Combine(folder, Path.GetFileName(TargetFolder.Program));
            using TargetProcess target = await TargetProcess.StartCopy(program, [], ("ORT_LIBRARY", TargetFolder.OrtLibrary), ("MODELS_DIR", TargetFolder.Models));
            (int status, JsonElement body) = await target.PostFile("/classify", _digits.Images[0]);
            Assert.Equal(501, status);
            Assert.Contains("the image library libvips-cpp.so cannot be loaded", body.GetProperty("detail").GetString(), StringComparison.Ordinal);
            await AssertPredicts(target);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Post_SeveralWorkers_AllAnswer()
    {
        using TargetProcess target = await TargetProcess.Start(("WORKERS", "2"));
        await Parallel.ForAsync(0, 24, async (i, _) =>
        {
            // A connection each: the kernel deals connections, not requests.
            using var client = new HttpClient { BaseAddress = target.Client.BaseAddress };
            using HttpResponseMessage response = await client.PostAsync("/classify", new ByteArrayContent(_digits.Images[i]), CancellationToken.None);
            JsonElement body = JsonDocument.Parse(await response.Content.ReadAsStringAsync(CancellationToken.None)).RootElement;
            Assert.Equal([_digits.Labels[i]], body.Predictions());
        });
        Assert.Equal(24, await target.Metric("target_requests_total{endpoint=\"classify\",method=\"POST\",status=\"200\"}"));
    }

    [Fact]
    public async Task Post_InBatches_AnswersEachItsOwn()
    {
        using TargetProcess target = await TargetProcess.Start(("USE_BATCH_PROCESSING", "true"), ("BATCH_SIZE", "4"), ("BATCH_TIMEOUT", "20ms"));
        ExpectedAnswers rows = ExpectedAnswers.Of("covertype-mlp");
        await Parallel.ForAsync(0, 120, new ParallelOptions { MaxDegreeOfParallelism = 12 }, async (i, cancellation) =>
        {
            int image = i % 8;
            (int _, JsonElement classes) = await target.PostFile("/classify", _digits.Images[image]);
            Assert.Equal([_digits.Labels[image]], classes.Predictions());
            (int _, JsonElement embedding) = await target.PostForm("/embed", _digits.Images[image], _digits.Images[(image + 1) % 8]);
            Assert.All(_digits.Embeddings[image].Zip(embedding.Rows("embeddings")[0]), p => Assert.Equal(p.First, p.Second, 2e-4));
            (int _, JsonElement row) = await target.Post("/predict", JsonSerializer.Serialize(new { features = rows.Rows[i % 64] }));
            Assert.Equal([rows.Labels[i % 64]], row.Predictions());
        });
    }

    [Fact]
    public async Task Post_ThousandsOfUploads_HoldNoMoreMemory()
    {
        using TargetProcess target = await TargetProcess.Start(("IMAGE_MAX_PIXELS", "2000000"));
        byte[][] files = [_digits.Images[0], ImageFiles.Read("large.jpg"), ImageFiles.Read("truncated.png"), ImageFiles.Read("bomb.png"), ImageFiles.Read("alpha.png")];
        await Upload(target, files, 1000);
        double before = await target.Metric("process_resident_memory_bytes");
        await Upload(target, files, 4000);

        // One image of large.jpg's kind leaked in a hundred would be 90 MB.
        Assert.InRange(await target.Metric("process_resident_memory_bytes") - before, double.MinValue, 48 << 20);
        await AssertPredicts(target);
    }

    private static Task Upload(TargetProcess target, byte[][] files, int count) => Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) =>
    {
        (int status, JsonElement _) = await target.PostFile("/classify", files[i % files.Length]);
        Assert.Equal(new[] { 200, 200, 422, 413, 200 }[i % files.Length], status);
    });

    private static async Task AssertPredicts(TargetProcess target)
    {
        ExpectedAnswers rows = ExpectedAnswers.Of("covertype-mlp");
        (int status, JsonElement body) = await target.Post("/predict", JsonSerializer.Serialize(new { features = rows.Rows[0] }));
        Assert.Equal(200, status);
        Assert.Equal([rows.Labels[0]], body.Predictions());
    }
}
