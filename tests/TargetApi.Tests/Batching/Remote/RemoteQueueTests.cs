using System.Diagnostics;
using System.Net;
using System.Text.Json;
using LoadLab.TargetApi.Tests.Features;
using LoadLab.TargetApi.Tests.Redis;
using LoadLab.TargetApi.Workers.Interop;

namespace LoadLab.TargetApi.Tests.Batching.Remote;

/// <summary>The queue in Redis with real servers, APIs and workers. The model "moody" answers a row with itself; its second number makes it slow.</summary>
public sealed class RemoteQueueTests
{
    private const string Answered = """target_requests_total{endpoint="predict",method="POST",status="200"}""";

    /// <summary>Rounds of work that take some tenths of a second, and minutes.</summary>
    private const int Slow = 10_000, Endless = 30_000_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    [RedisFact]
    public async Task Predict_ManyClients_GetTheirOwnAnswersAndAreCountedOnce()
    {
        using RedisServer server = await RedisServer.Start();
        using TargetProcess api = await TargetProcess.Start(Settings(server));
        using TargetProcess worker = await TargetProcess.StartWorker(Settings(server));
        Assert.Contains("target-api: mode: batch (up to 8 requests or 20 ms, queue in Redis)", api.Output, StringComparison.Ordinal);
        Assert.Contains("target-api: mode: batch (up to 8 requests or 20 ms, queue in Redis)", worker.Output, StringComparison.Ordinal);
        await AskMany(api, 300);
        double batches = await api.Metric("target_batch_size_count");
        Assert.Equal(300, await api.Metric("target_batch_size_sum"));
        Assert.Equal(300, await worker.Metric("target_batch_size_sum"));
        Assert.Equal(batches, await worker.Metric("target_batch_size_count"));
        Assert.Equal(300 / batches / 8, await api.Metric("target_batch_fill_ratio"), 1e-9);
        Assert.Equal(8, await api.Metric("target_batch_limit"));
        Assert.Equal(0, await api.Metric("target_batch_waiting"));
        Assert.Equal(300, await api.Metric("""target_stage_seconds_count{endpoint="predict",stage="queue"}"""));
        Assert.Equal(batches, worker.Output.Split('\n').Count(line => line.StartsWith("Batch processed ", StringComparison.Ordinal)));
        await AssertNothingLeft(server);
    }

    [RedisFact]
    public async Task Predict_TwoApisAndTwoWorkers_AnswerEachRequestOnce()
    {
        using RedisServer server = await RedisServer.Start();
        using TargetProcess first = await TargetProcess.Start(Settings(server)), second = await TargetProcess.Start(Settings(server));
        using TargetProcess one = await TargetProcess.StartWorker(Settings(server)), other = await TargetProcess.StartWorker(Settings(server));
        await Task.WhenAll(AskMany(first, 200), AskMany(second, 200));
        Assert.Equal(400, await first.Metric("target_batch_size_sum") + await second.Metric("target_batch_size_sum"));
        Assert.Equal(400, await one.Metric("target_batch_size_sum") + await other.Metric("target_batch_size_sum"));
        await AssertNothingLeft(server);
    }

    [RedisFact]
    public async Task Predict_IndividualMode_RunsEachRequestByItself()
    {
        using RedisServer server = await RedisServer.Start();
        using TargetProcess api = await TargetProcess.Start(Settings(server, ("USE_BATCH_PROCESSING", "false")));
        using TargetProcess worker = await TargetProcess.StartWorker(Settings(server, ("USE_BATCH_PROCESSING", "false")));
        Assert.Contains("target-api: mode: individual (queue in Redis)", worker.Output, StringComparison.Ordinal);
        await AskMany(api, 30);
        Assert.Equal(30, await api.Metric("target_batch_size_count"));
        Assert.Equal(30, await api.Metric("target_batch_size_sum"));
        Assert.Equal(1, await api.Metric("target_batch_limit"));
    }

    [RedisFact]
    public async Task Worker_KilledInABatch_LosesNoJob()
    {
        using RedisServer server = await RedisServer.Start();
        using TargetProcess api = await TargetProcess.Start(Settings(server));
        Task answers = AskMany(api, 60, 5 * Slow);
        Task taken = Until(async () => await Leased(server) > 0);
        using (TargetProcess victim = await TargetProcess.StartWorker(Settings(server)))
        {
            await taken;
            victim.Process.Kill();
            await victim.Process.WaitForExitAsync().WaitAsync(Patience);
        }

        Assert.False(answers.IsCompleted);
        using TargetProcess heir = await TargetProcess.StartWorker(Settings(server));
        await answers.WaitAsync(Patience);
        Assert.Equal(60, await api.Metric(Answered));
        Assert.Equal(60, await api.Metric("""target_stage_seconds_count{endpoint="predict",stage="queue"}"""));
        await AssertNothingLeft(server);
    }

    [RedisFact]
    public async Task Worker_OneOfTwoProcessesKilled_LosesNoJobAndIsReplaced()
    {
        using RedisServer server = await RedisServer.Start();
        (string, string)[] settings = Settings(server, ("WORKERS", "2"));
        using TargetProcess api = await TargetProcess.Start(settings), worker = await TargetProcess.StartWorker(settings);
        Task answers = AskMany(api, 60, 5 * Slow);
        await Until(async () => await Leased(server) > 0);
        int victim = worker.WorkerIds()[0];
        Assert.Equal(0, LibC.kill(victim, LibC.SIGKILL));
        await answers.WaitAsync(Patience);
        await Until(() => Task.FromResult(worker.WorkerIds() is { Length: 2 } ids && !ids.Contains(victim)));
        Assert.Equal(60, await api.Metric(Answered));
        await AssertNothingLeft(server);
    }

    [RedisFact]
    public async Task Worker_KilledByTheSameJobAgainAndAgain_GivesItUp()
    {
        using RedisServer server = await RedisServer.Start();
        using TargetProcess api = await TargetProcess.Start(Settings(server));
        Task<HttpResponseMessage> poison = Post(api, $"[1,{Endless},0]");
        await Until(async () => (await server.Ask("XLEN", "loadlab:jobs")).Number == 1);
        string id = (await server.Ask("XRANGE", "loadlab:jobs", "-", "+")).Items[0].Items[0].Text;
        Task innocent = Ask(api, 7, 0);
        for (int death = 1; death <= 3; death++)
        {
            using TargetProcess victim = await TargetProcess.StartWorker(Settings(server));
            await Until(async () => (await Pending(server, id)).SequenceEqual([death]));
            victim.Process.Kill();
            await victim.Process.WaitForExitAsync().WaitAsync(Patience);
        }

        using TargetProcess survivor = await TargetProcess.StartWorker(Settings(server));
        Assert.Equal(HttpStatusCode.InternalServerError, (await poison.WaitAsync(Patience)).StatusCode);
        Assert.Contains("given up: 3 workers died over this job", api.Output, StringComparison.Ordinal);
        await innocent.WaitAsync(Patience);
        await AssertNothingLeft(server);
    }

    [RedisFact]
    public async Task Worker_SlowerThanItsLease_KeepsItsJob()
    {
        using RedisServer server = await RedisServer.Start();
        (string, string)[] settings = Settings(server, ("JOB_LEASE", "600ms"));
        using TargetProcess api = await TargetProcess.Start(settings);
        using TargetProcess one = await TargetProcess.StartWorker(settings), other = await TargetProcess.StartWorker(settings);
        await Ask(api, 1, 15 * Slow).WaitAsync(Patience);
        Assert.True(await api.Metric("""target_stage_seconds_sum{endpoint="predict",stage="infer"}""") > 0.6, "the job was too short to show anything");
        Assert.Equal(1, await one.Metric("target_batch_size_sum") + await other.Metric("target_batch_size_sum"));
    }

    [RedisFact]
    public async Task Terminate_WorkerThatGathers_HandsItsJobsBack()
    {
        using RedisServer server = await RedisServer.Start();
        using TargetProcess api = await TargetProcess.Start(Settings(server));
        using TargetProcess patient = await TargetProcess.StartWorker(Settings(server, ("BATCH_TIMEOUT", "1m"), ("JOB_LEASE", "1m")));
        Task answers = AskMany(api, 3);
        await Until(async () => await Leased(server) == 3);
        await Terminate(patient);
        Assert.DoesNotContain("Batch processed", patient.Output, StringComparison.Ordinal);
        using TargetProcess heir = await TargetProcess.StartWorker(Settings(server, ("JOB_LEASE", "1m")));
        await answers.WaitAsync(TimeSpan.FromSeconds(50));
        await AssertNothingLeft(server);
    }

    [RedisFact]
    public async Task Terminate_WorkerThatRuns_AnswersFirst()
    {
        using RedisServer server = await RedisServer.Start();
        using TargetProcess api = await TargetProcess.Start(Settings(server));
        Task answers = AskMany(api, 8, 25 * Slow);
        await Until(async () => (await server.Ask("XLEN", "loadlab:jobs")).Number == 8);

        // A full batch waits for nothing: the worker runs it as soon as it has it, perhaps before it is seen to be ready.
        Task taken = Until(async () => await Leased(server) == 8);
        using TargetProcess worker = await TargetProcess.StartWorker(Settings(server, ("JOB_LEASE", "1m")));
        await taken;
        await Task.Delay(100);
        Assert.False(answers.IsCompleted, "the batch was too short to show anything");
        await Terminate(worker);
        await answers.WaitAsync(Patience);
        await AssertNothingLeft(server);
    }

    [RedisFact]
    public async Task Terminate_WorkerThatRunsForTooLong_EndsInGoodOrderAndAnotherTakesTheJob()
    {
        using RedisServer server = await RedisServer.Start();
        using TargetProcess api = await TargetProcess.Start(Settings(server));
        _ = Post(api, $"[1,{Endless},0]");
        Task taken = Until(async () => await Leased(server) == 1);
        using TargetProcess worker = await TargetProcess.StartWorker(Settings(server));
        await taken;
        TimeSpan before = worker.Process.TotalProcessorTime;
        // Had, a job may yet be handed back; run, it takes the processor.
        await Until(() => Task.FromResult(CpuTime(worker) - before > TimeSpan.FromMilliseconds(300)));

        await Terminate(worker);

        Assert.Contains("target-api: not done 8 s after the signal to end, and given up: jobs of the queue", worker.Output, StringComparison.Ordinal);
        // It kept the job for as long as it ran, though the lease is 2 s: nobody was given it a second time.
        string id = (await server.Ask("XRANGE", "loadlab:jobs", "-", "+")).Items[0].Items[0].Text;
        Assert.Equal([1], await Pending(server, id));
        using TargetProcess heir = await TargetProcess.StartWorker(Settings(server));
        await Until(async () => (await Pending(server, id)).SequenceEqual([2]));
    }

    [RedisFact]
    public async Task Terminate_WorkerThatRunsForLongerThanItsLease_KeepsItsJobs()
    {
        using RedisServer server = await RedisServer.Start();
        (string, string)[] settings = Settings(server, ("JOB_LEASE", "600ms"));
        using TargetProcess api = await TargetProcess.Start(settings);
        Task answer = Ask(api, 1, 60 * Slow);
        using TargetProcess worker = await TargetProcess.StartWorker(settings);
        await Until(async () => await Leased(server) == 1);
        using TargetProcess other = await TargetProcess.StartWorker(settings);
        Task ended = Terminate(worker);
        while (!ended.IsCompleted)
        {
            // Given to the other worker as well, it would have been given out twice.
            Assert.DoesNotContain(await Pending(server), deliveries => deliveries != 1);
            await Task.Delay(20);
        }

        await ended;
        await answer.WaitAsync(Patience);
        await AssertNothingLeft(server);
    }

    [RedisFact]
    public async Task Queue_EntriesOfSomebodyElse_FailAlone()
    {
        using RedisServer server = await RedisServer.Start();
        using TargetProcess api = await TargetProcess.Start(Settings(server));
        await server.Ask("XADD", "loadlab:jobs", "*", "hello", "world");
        await server.Ask("XADD", "loadlab:jobs", "*", "to", "stranger", "n", "1", "d", "rubbish");
        Task answers = AskMany(api, 5);
        using TargetProcess worker = await TargetProcess.StartWorker(Settings(server));
        await answers.WaitAsync(Patience);
        await Until(() => Task.FromResult(worker.Output.Contains("is no job and is thrown away", StringComparison.Ordinal)));
        string reply = (await server.Ask("XRANGE", "loadlab:answers:stranger", "-", "+")).Items[0].Items[1].Items[3].Text;
        Assert.Contains("it is no job of version 1", reply, StringComparison.Ordinal);
        Assert.InRange((await server.Ask("PTTL", "loadlab:answers:stranger")).Number, 1, 60_000);
        await AssertNothingLeft(server);
    }

    [RedisFact]
    public async Task Predict_BadRequestInABatch_FailsAlone()
    {
        using RedisServer server = await RedisServer.Start();
        using TargetProcess api = await TargetProcess.Start(Settings(server));
        Task<HttpResponseMessage> bad = Post(api, "[10,0,0]");
        Task good = AskMany(api, 5);
        using TargetProcess worker = await TargetProcess.StartWorker(Settings(server));
        Assert.Equal(HttpStatusCode.InternalServerError, (await bad.WaitAsync(Patience)).StatusCode);
        await good.WaitAsync(Patience);
        Assert.Equal(5, await api.Metric("target_batch_size_sum"));
    }

    [RedisFact]
    public async Task Predict_WorkerOfAnotherModel_Is502()
    {
        using RedisServer server = await RedisServer.Start();
        using TargetProcess api = await TargetProcess.Start(Settings(server));
        using TargetProcess worker = await TargetProcess.StartWorker(Settings(server, ("MODEL", "covertype-mlp")));
        using HttpResponseMessage answer = await Post(api, "[1,0,0]");
        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        Assert.Contains("give both the same MODEL", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [RedisFact]
    public async Task Predict_NoWorker_TimesOutAndTakesTheJobBack()
    {
        using RedisServer server = await RedisServer.Start();
        using TargetProcess api = await TargetProcess.Start(Settings(server, ("JOB_TIMEOUT", "500ms")));
        using HttpResponseMessage ready = await api.Client.GetAsync("/readyz");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Contains("no worker takes jobs from the queue", await ready.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using HttpResponseMessage answer = await Post(api, "[1,0,0]");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("no worker has answered within 0.5 s (JOB_TIMEOUT)", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await Until(async () => (await server.Ask("XLEN", "loadlab:jobs")).Number == 0);
        using TargetProcess worker = await TargetProcess.StartWorker(Settings(server));
        await Until(async () => await IsReady(api));
    }

    [RedisFact]
    public async Task Predict_ClientGone_TakesTheJobBack()
    {
        using RedisServer server = await RedisServer.Start();
        using TargetProcess api = await TargetProcess.Start(Settings(server));
        using var gone = new CancellationTokenSource();
        using var content = new StringContent(Bodies.Features("[1,0,0]"));
        Task<HttpResponseMessage> asked = api.Client.PostAsync("/predict", content, gone.Token);
        await Until(async () => (await server.Ask("XLEN", "loadlab:jobs")).Number == 1);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        await Until(async () => (await server.Ask("XLEN", "loadlab:jobs")).Number == 0);
    }

    [RedisFact]
    public async Task Predict_QueueFull_Is503WithRetryAfter()
    {
        using RedisServer server = await RedisServer.Start();
        using TargetProcess api = await TargetProcess.Start(Settings(server, ("BATCH_QUEUE_LIMIT", "8")));
        Task answers = AskMany(api, 8);
        await Until(async () => (await server.Ask("XLEN", "loadlab:jobs")).Number == 8);
        using HttpResponseMessage refused = await Post(api, "[1,0,0]");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal("1", Assert.Single(refused.Headers.GetValues("Retry-After")));
        Assert.Contains("BATCH_QUEUE_LIMIT", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using TargetProcess worker = await TargetProcess.StartWorker(Settings(server));
        await answers.WaitAsync(Patience);
        await Ask(api, 1, 0).WaitAsync(Patience);
    }

    [RedisFact]
    public async Task Redis_DownAtStart_IsWaitedFor()
    {
        using RedisServer server = await RedisServer.Start();
        await server.Stop();
        using TargetProcess api = await TargetProcess.StartUnready(Settings(server));
        Task<TargetProcess> starting = TargetProcess.StartWorker(Settings(server));
        await Until(async () => await Detail(api) is { } detail && detail.Contains($"Redis at 127.0.0.1:{server.Port} cannot be used", StringComparison.Ordinal));
        await server.Start();
        using TargetProcess worker = await starting.WaitAsync(Patience);
        await Until(async () => await IsReady(api));
        await AskMany(api, 5).WaitAsync(Patience);
    }

    [RedisFact]
    public async Task Redis_RestartedWhileJobsWait_LosesNone()
    {
        using RedisServer server = await RedisServer.Start();
        using TargetProcess api = await TargetProcess.Start(Settings(server));
        Task answers = AskMany(api, 20);
        await Until(async () => (await server.Ask("XLEN", "loadlab:jobs")).Number == 20);
        await server.Stop();
        await Until(async () => !await IsReady(api));
        using (HttpResponseMessage refused = await Post(api, "[1,0,0]"))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.Contains($"Redis at 127.0.0.1:{server.Port}", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        await server.Start();
        using TargetProcess worker = await TargetProcess.StartWorker(Settings(server));
        await answers.WaitAsync(Patience);
        await AssertNothingLeft(server);
    }

    [RedisFact]
    public async Task Redis_RestartedUnderLoad_AnswersOrRefusesAndRecovers()
    {
        using RedisServer server = await RedisServer.Start();
        using TargetProcess api = await TargetProcess.Start(Settings(server));
        using TargetProcess worker = await TargetProcess.StartWorker(Settings(server));
        using var enough = new CancellationTokenSource();
        Task<int>[] clients = [.. Enumerable.Range(0, 8).Select(i => AskUntil(api, i, enough.Token))];
        await Until(async () => await api.Metric(Answered) > 50);
        await server.Stop();
        await Until(async () => !await IsReady(api));
        await server.Start();
        await Until(async () => await IsReady(api));
        double before = await api.Metric(Answered);
        await Until(async () => await api.Metric(Answered) > before + 50);
        await enough.CancelAsync();
        int right = (await Task.WhenAll(clients).WaitAsync(Patience)).Sum();
        Assert.Equal(right, await api.Metric(Answered));
        await AssertNothingLeft(server);
    }

    [RedisFact]
    public async Task Redis_Emptied_IsSetUpAgain()
    {
        using RedisServer server = await RedisServer.Start();
        using TargetProcess api = await TargetProcess.Start(Settings(server));
        using TargetProcess worker = await TargetProcess.StartWorker(Settings(server));
        await AskMany(api, 5);
        await server.Ask("FLUSHALL");
        await AskMany(api, 5).WaitAsync(Patience);
        Assert.Equal(10, await api.Metric(Answered));
    }

    [RedisFact]
    public async Task Terminate_ApiAndWorker_LeaveNoKeysButTheEmptyQueue()
    {
        using RedisServer server = await RedisServer.Start();
        TargetProcess api = await TargetProcess.Start(Settings(server)), worker = await TargetProcess.StartWorker(Settings(server));
        using (api)
        using (worker)
        {
            await AskMany(api, 5);
            await Terminate(api);
            await Terminate(worker);
        }

        await Until(async () => (await server.Ask("KEYS", "*")).Items.Select(key => key.Text).SequenceEqual(["loadlab:jobs"]));
        Assert.Empty((await server.Ask("XINFO", "CONSUMERS", "loadlab:jobs", "workers")).Items);
    }

    private static (string Name, string Value)[] Settings(RedisServer server, params (string Name, string Value)[] others)
    {
        (string Name, string Value)[] standard =
        [
            ("BATCH_QUEUE", "redis"), ("REDIS_URL", server.Url), ("MODEL", TargetFolder.Fixture("moody.onnx")), ("USE_BATCH_PROCESSING", "true"),
            ("BATCH_SIZE", "8"), ("BATCH_TIMEOUT", "20ms"), ("JOB_LEASE", "2s"), ("JOB_TIMEOUT", "5m"),
        ];
        return [.. standard.Where(s => others.All(o => o.Name != s.Name)), .. others];
    }

    private static Task AskMany(TargetProcess api, int count, int rounds = 0) => Task.WhenAll(Enumerable.Range(0, count).Select(i => Ask(api, i, rounds)));

    /// <summary>Two rows that no other request has; the answer must be these.</summary>
    private static async Task Ask(TargetProcess api, int number, int rounds)
    {
        (int status, JsonElement body) = await api.Post("/predict", Bodies.Features($"[[1,{rounds},{number}],[2,0,{-number}]]"));
        Assert.Equal(200, status);
        Assert.Equal<float[]>([[1, rounds, number], [2, 0, -number]], body.GetProperty("probabilities").Deserialize<float[][]>()!);
    }

    /// <summary>Asks one thing after the other; counts the right answers and lets nothing pass but those and 503.</summary>
    private static async Task<int> AskUntil(TargetProcess api, int client, CancellationToken enough)
    {
        int right = 0;
        for (int i = 0; !enough.IsCancellationRequested; i++)
        {
            (int status, JsonElement body) = await api.Post("/predict", Bodies.Features($"[{client},0,{i}]"));
            if (status == 200)
            {
                Assert.Equal<float[]>([[client, 0, i]], body.GetProperty("probabilities").Deserialize<float[][]>()!);
                right++;
            }
            else
            {
                Assert.Equal(503, status);
                await Task.Delay(20, CancellationToken.None);
            }
        }

        return right;
    }

    private static async Task<HttpResponseMessage> Post(TargetProcess api, string row)
    {
        using var content = new StringContent(Bodies.Features(row));
        return await api.Client.PostAsync("/predict", content);
    }

    private static async Task<bool> IsReady(TargetProcess api)
    {
        using HttpResponseMessage answer = await api.Client.GetAsync("/readyz");
        return answer.IsSuccessStatusCode;
    }

    private static async Task<string> Detail(TargetProcess api)
    {
        using HttpResponseMessage answer = await api.Client.GetAsync("/readyz");
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>Jobs that workers have; 0 before there is a group.</summary>
    private static async Task<long> Leased(RedisServer server) => (await Pending(server)).Count;

    /// <summary>How often each job that workers have was given out.</summary>
    private static async Task<IReadOnlyList<long>> Pending(RedisServer server, string? id = null)
    {
        try
        {
            return [.. (await server.Ask("XPENDING", "loadlab:jobs", "workers", id ?? "-", id ?? "+", "100")).Items.Select(item => item.Items[3].Number)];
        }
        catch (LoadLab.TargetApi.Redis.RedisErrorException)
        {
            return [];
        }
    }

    private static async Task AssertNothingLeft(RedisServer server)
    {
        Assert.Equal(0, (await server.Ask("XLEN", "loadlab:jobs")).Number);
        Assert.Equal(0, await Leased(server));
    }

    private static TimeSpan CpuTime(TargetProcess process)
    {
        process.Process.Refresh();
        return process.Process.TotalProcessorTime;
    }

    private static async Task Terminate(TargetProcess process)
    {
        Assert.Equal(0, LibC.kill(process.Process.Id, LibC.SIGTERM));
        await process.Process.WaitForExitAsync().WaitAsync(Patience);
        Assert.Equal(0, process.Process.ExitCode);
    }

    private static async Task Until(Func<Task<bool>> condition)
    {
        long started = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < Patience, "waited in vain");
            await Task.Delay(20);
        }
    }
}
