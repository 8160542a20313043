using System.Net;
using System.Text.Json;
using LoadLab.TargetApi.Tests.Features;
using LoadLab.TargetApi.Workers.Interop;

namespace LoadLab.TargetApi.Tests.Batching;

/// <summary>Batches in the real program, seen from its clients.</summary>
public sealed class BatchServiceTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly (string Name, string Value) Moody = ("MODEL", TargetFolder.Fixture("moody.onnx"));
    private static readonly (string Name, string Value) On = ("USE_BATCH_PROCESSING", "true");

    [Fact]
    public async Task Predict_ManyClients_GetTheirOwnAnswersAndAreCounted()
    {
        using TargetProcess target = await TargetProcess.Start(Moody, On, ("BATCH_SIZE", "8"));
        Assert.Contains("target-api: mode: batch (up to 8 requests or 5 ms, queue in memory)", target.Output, StringComparison.Ordinal);
        await Parallel.ForAsync(0, 300, new ParallelOptions { MaxDegreeOfParallelism = 24 }, async (i, _) =>
        {
            (int status, JsonElement body) = await target.Post("/predict", Bodies.Features($"[[1,0,{i}],[2,0,{-i}]]"));
            Assert.Equal(200, status);
            Assert.Equal<float[]>([[1, 0, i], [2, 0, -i]], body.GetProperty("probabilities").Deserialize<float[][]>()!);
        });
        double batches = await target.Metric("target_batch_size_count");
        Assert.InRange(batches, 300 / 8.0, 300);
        Assert.Equal(300, await target.Metric("target_batch_size_sum"));
        Assert.Equal(batches, await target.Metric("target_batch_seconds_count"));
        Assert.Equal(batches, await target.Metric("""target_batch_size_bucket{le="8"}"""));
        Assert.Equal(8, await target.Metric("target_batch_limit"));
        Assert.Equal(300 / batches / 8, await target.Metric("target_batch_fill_ratio"), 1e-9);
        Assert.Equal(0, await target.Metric("target_batch_waiting"));
        Assert.Equal(300, await target.Metric("""target_stage_seconds_count{endpoint="predict",stage="queue"}"""));
        Assert.Equal(300, await target.Metric("""target_stage_seconds_count{endpoint="predict",stage="infer"}"""));
    }

    [Fact]
    public async Task Predict_QueueFull_Is503WithRetryAfterAndRecovers()
    {
        using TargetProcess target = await TargetProcess.Start(Moody, On, ("BATCH_SIZE", "2"), ("BATCH_QUEUE_LIMIT", "2"));
        HttpResponseMessage[] answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Post(target, "[1,20000,0]"))).WaitAsync(Patience);
        HttpResponseMessage[] refused = [.. answers.Where(a => a.StatusCode == HttpStatusCode.ServiceUnavailable)];
        Assert.NotEmpty(refused);
        Assert.All(refused, a => Assert.Equal("1", Assert.Single(a.Headers.GetValues("Retry-After"))));
        Assert.Contains("BATCH_QUEUE_LIMIT", await refused[0].Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.All(answers.Except(refused), a => Assert.Equal(HttpStatusCode.OK, a.StatusCode));
        Assert.NotEmpty(answers.Except(refused));
        using HttpResponseMessage later = await Post(target, "[1,0,0]");
        Assert.Equal(HttpStatusCode.OK, later.StatusCode);
        Assert.Equal(answers.Length - refused.Length + 1, await target.Metric("target_batch_size_sum"));
        Array.ForEach(answers, a => a.Dispose());
    }

    [Fact]
    public async Task Terminate_RequestWaitingForItsBatch_IsAnsweredFirst()
    {
        using TargetProcess target = await TargetProcess.Start(On, ("BATCH_SIZE", "100"), ("BATCH_TIMEOUT", "1m"));
        using var watcher = new HttpClient { BaseAddress = target.Client.BaseAddress };
        Task<(int Status, JsonElement Body)> waiting = target.Post("/predict", Bodies.Features(Bodies.Row(54)));
        while (!(await watcher.GetStringAsync("/metrics")).Contains("target_batch_waiting 1\n", StringComparison.Ordinal))
        {
            await Task.Delay(10);
        }

        Assert.Equal(0, LibC.kill(target.Process.Id, LibC.SIGTERM));
        Assert.Equal(200, (await waiting.WaitAsync(Patience)).Status);
        await target.Process.WaitForExitAsync().WaitAsync(Patience);
        Assert.Equal(0, target.Process.ExitCode);
    }

    [Fact]
    public async Task Start_IndividualMode_SaysSoAndHasALimitOfOne()
    {
        using TargetProcess target = await TargetProcess.Start();
        Assert.Contains("target-api: mode: individual", target.Output, StringComparison.Ordinal);
        Assert.Equal(1, await target.Metric("target_batch_limit"));
    }

    private static async Task<HttpResponseMessage> Post(TargetProcess target, string row)
    {
        using var content = new StringContent(Bodies.Features(row));
        return await target.Client.PostAsync("/predict", content);
    }
}
