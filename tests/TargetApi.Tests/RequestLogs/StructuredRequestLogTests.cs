using System.Text;
using System.Text.Json;
using LoadLab.TargetApi.RequestLogs;
using LoadLab.TargetApi.Tests.Features;
using LoadLab.TargetApi.Workers.Interop;

namespace LoadLab.TargetApi.Tests.RequestLogs;

public sealed class StructuredRequestLogTests
{
    [Fact]
    public async Task Predict_Structured_IsOneLineWithStages()
    {
        using TargetProcess target = await TargetProcess.Start(("REQUEST_LOG", "structured"));
        await target.Post("/predict", Bodies.Features($"[{Bodies.Row(54)},{Bodies.Row(54)}]"));
        await Eventually.Is(() => Lines(target).Length == 1, () => target.Output);
        JsonElement line = Lines(target)[0];
        Assert.Equal(
            ["time", "endpoint", "method", "status", "rows", "duration_ms", "stages_ms", "worker"],
            line.EnumerateObject().Select(p => p.Name));
        Assert.Equal(("predict", "POST", 200, 2, 0), (Text(line, "endpoint"), Text(line, "method"), Number(line, "status"), Number(line, "rows"), Number(line, "worker")));
        Assert.EndsWith("Z", Text(line, "time"), StringComparison.Ordinal);
        Assert.InRange(line.GetProperty("time").GetDateTimeOffset() - TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(-5), TimeSpan.Zero);
        double[] stages = [.. line.GetProperty("stages_ms").EnumerateObject().Select(s => s.Value.GetDouble())];
        Assert.Equal(["parse", "normalise", "infer", "serialise"], line.GetProperty("stages_ms").EnumerateObject().Select(s => s.Name));
        Assert.InRange(stages.Sum(), 0.001, line.GetProperty("duration_ms").GetDouble() + 0.01);
        Assert.Equal(1, await target.Metric("""target_stage_seconds_count{endpoint="predict",stage="log"}"""));
    }

    [Fact]
    public async Task Requests_ThatFail_AreLoggedWithTheirStatus()
    {
        using TargetProcess target = await TargetProcess.Start(("REQUEST_LOG", "structured"), ("MAX_BODY_BYTES", "1000"));
        await target.Post("/predict", "{}");
        await target.Post("/normalize", new string(' ', 1001));
        using HttpResponseMessage unknown = await target.Client.GetAsync("/nope");
        await target.Client.GetStringAsync("/metrics");
        await target.Client.GetStringAsync("/empty");
        await Eventually.Is(() => Lines(target).Length == 3, () => target.Output);
        Assert.Equal(
            ["predict 422", "normalize 413", "empty 200"],
            Lines(target).Select(l => $"{Text(l, "endpoint")} {Number(l, "status")}"));
    }

    [Fact]
    public async Task Predict_ThousandsOfRequests_LosesNone()
    {
        using TargetProcess target = await TargetProcess.Start(("REQUEST_LOG", "structured"), ("WORKERS", "2"));
        string body = Bodies.Features(Bodies.Row(54));
        await Parallel.ForAsync(0, 20, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (_, cancellation) =>
        {
            using var client = new HttpClient { BaseAddress = target.Client.BaseAddress };
            for (int i = 0; i < 200; i++)
            {
                using HttpResponseMessage response = await client.PostAsync("/predict", new StringContent(body, Encoding.UTF8), cancellation);
            }
        });

        // Ending the service writes what still waits; every line has to be whole.
        Assert.Equal(0, LibC.kill(target.Process.Id, LibC.SIGTERM));
        await Eventually.Is(() => target.Process.HasExited && Lines(target).Length >= 4000, () => target.Output[^1000..]);
        Assert.Equal(4000, Lines(target).Length);
        Assert.Equal(0, target.Process.ExitCode);
        Assert.Equal([0, 1], Lines(target).Select(l => Number(l, "worker")).Distinct().Order());
    }

    [Fact]
    public async Task Requests_NobodyReads_AreAnsweredAndLinesDropped()
    {
        using UnreadTarget target = await UnreadTarget.Start(("REQUEST_LOG", "structured"));

        // Twice what can wait in the queue; a pipe holds 64 KiB, which is some hundred lines.
        await target.Send(2 * StructuredRequestLog.QueueLimit);
        Assert.InRange(await target.Dropped(), StructuredRequestLog.QueueLimit / 2, 2 * StructuredRequestLog.QueueLimit);
        Assert.Equal(0, await target.Terminate());
    }

    [Fact]
    public async Task Requests_ReaderGone_AreAnsweredAndLinesCounted()
    {
        using UnreadTarget target = await UnreadTarget.Start(("REQUEST_LOG", "structured"));
        target.BreakPipe();
        await target.Send(50);
        await Eventually.Is(async () => await target.Dropped() == 50, () => "not every line was counted");
        Assert.Equal(0, await target.Terminate());
    }

    private static JsonElement[] Lines(TargetProcess target) =>
        [.. target.Output.Split('\n').Where(l => l.StartsWith('{')).Select(l => JsonDocument.Parse(l).RootElement)];

    private static string Text(JsonElement line, string name) => line.GetProperty(name).GetString()!;

    private static int Number(JsonElement line, string name) => line.GetProperty(name).GetInt32();
}
