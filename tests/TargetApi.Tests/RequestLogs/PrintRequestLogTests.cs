using System.Text;
using LoadLab.TargetApi.Tests.Features;

namespace LoadLab.TargetApi.Tests.RequestLogs;

public sealed class PrintRequestLogTests
{
    [Fact]
    public async Task Predict_Printed_ShowsPayloadAndAnswerBeforeItIsSent()
    {
        using TargetProcess target = await TargetProcess.Start(("REQUEST_LOG", "print"));
        string body = Bodies.Features(Bodies.Row(54));
        using HttpResponseMessage response = await target.Client.PostAsync("/predict", new StringContent(body));
        string answer = await response.Content.ReadAsStringAsync();
        await Eventually.Is(() => Lines(target).Length == 2, () => target.Output);
        Assert.Equal([$"predict received: {body}", $"predict answered 200: {answer}"], Lines(target));
        Assert.Equal(1, await target.Metric("""target_stage_seconds_count{endpoint="predict",stage="parse"}"""));
        Assert.Equal(2, await target.Metric("""target_stage_seconds_count{endpoint="predict",stage="log"}"""));
    }

    [Fact]
    public async Task Predict_PayloadWithLineEnds_ForgesNoLine()
    {
        using TargetProcess target = await TargetProcess.Start(("REQUEST_LOG", "print"));
        const string Forged = "x\npredict answered 200: {}\r\n\u001b[31m\u0085\u2028é";
        (int status, _) = await target.Post("/predict", Forged);
        Assert.Equal(422, status);
        await Eventually.Is(() => Lines(target).Length == 2, () => target.Output);
        Assert.Equal("""predict received: x\npredict answered 200: {}\r\n\x1b[31m\xc2\x85\xe2\x80\xa8\xc3\xa9""", Lines(target)[0]);
        Assert.StartsWith("predict answered 422: {\"detail\":", Lines(target)[1], StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', target.Output);
    }

    [Fact]
    public async Task Requests_OfEveryKind_ServicePrintsOnlyItsOwn()
    {
        using TargetProcess target = await TargetProcess.Start(("REQUEST_LOG", "print"), ("MAX_BODY_BYTES", "100"));
        foreach (string path in (string[])["/healthz", "/readyz", "/metrics", "/docs/", "/openapi.json", "/nope"])
        {
            using HttpResponseMessage response = await target.Client.GetAsync(path);
        }

        using HttpResponseMessage tooLarge = await target.Client.PostAsync("/predict", new StringContent(new string(' ', 101)));
        await target.Client.GetStringAsync("/empty");
        await Eventually.Is(() => Lines(target).Length == 2, () => target.Output);
        Assert.StartsWith("""predict answered 413: {"detail":"Request body larger than 100 bytes""", Lines(target)[0], StringComparison.Ordinal);
        Assert.Equal("empty answered 200: ", Lines(target)[1]);
    }

    [Fact]
    public async Task Predict_PayloadBeyondLimit_IsCutAndSaysSo()
    {
        using TargetProcess target = await TargetProcess.Start(("REQUEST_LOG", "print"), ("MAX_BODY_BYTES", "2000000"));
        string body = $"{{\"x\":\"{new string('a', 1_500_000)}\"}}";
        await target.Post("/predict", body);
        await Eventually.Is(() => Lines(target).Length == 2, () => target.Output.Length.ToString());
        Assert.Equal($"predict received: {body[..(1 << 20)]} ... and {body.Length - (1 << 20)} bytes more", Lines(target)[0]);
    }

    [Fact]
    public async Task Requests_ReaderGone_AreAnsweredAndLinesCounted()
    {
        using UnreadTarget target = await UnreadTarget.Start(("REQUEST_LOG", "print"));
        target.BreakPipe();
        await target.Send(50);
        Assert.Equal(50, await target.Dropped());
        Assert.Equal(0, await target.Terminate());
    }

    [Fact]
    public async Task Predict_SeveralWorkersOnOnePipe_LinesStayWhole()
    {
        using TargetProcess target = await TargetProcess.Start(("REQUEST_LOG", "print"), ("WORKERS", "2"));
        string body = Bodies.Features(Bodies.Row(54));
        await Parallel.ForAsync(0, 400, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (_, cancellation) =>
        {
            // A new connection each time, so that both workers get some.
            using var client = new HttpClient { BaseAddress = target.Client.BaseAddress };
            using HttpResponseMessage response = await client.PostAsync("/predict", new StringContent(body, Encoding.UTF8), cancellation);
        });
        await Eventually.Is(() => Lines(target).Length == 800, () => target.Output);
        Assert.Equal(400, Lines(target).Count(l => l == $"predict received: {body}"));
        Assert.Equal(400, Lines(target).Count(l => l.StartsWith("predict answered 200: {\"pred", StringComparison.Ordinal) && l.EndsWith('}')));
    }

    /// <summary>All but the program's own lines.</summary>
    private static string[] Lines(TargetProcess target) =>
        [.. target.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => !l.StartsWith("target-api: ", StringComparison.Ordinal))];
}
