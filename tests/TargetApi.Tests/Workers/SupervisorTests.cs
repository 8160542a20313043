using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using LoadLab.TargetApi.Metrics;
using LoadLab.TargetApi.Tests.Features;
using LoadLab.TargetApi.Workers.Interop;

namespace LoadLab.TargetApi.Tests.Workers;

public sealed class SupervisorTests
{
    private const string Predicted = """target_requests_total{endpoint="predict",method="POST",status="200"}""";

    /// <summary>Exit code of a process that had not taken the signal over yet.</summary>
    private const int KilledBySigterm = 128 + LibC.SIGTERM;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Metrics_SeveralWorkers_AreTheirSumWhoeverAnswers()
    {
        using TargetProcess target = await TargetProcess.Start(("WORKERS", "2"));
        Assert.Equal(2, target.WorkerIds().Length);

        // A new connection each time, so that both workers get some.
        for (int i = 0; i < 40; i++)
        {
            await PredictOnNewConnection(target);
        }

        for (int i = 0; i < 10; i++)
        {
            using var client = new HttpClient { BaseAddress = target.Client.BaseAddress };
            Assert.Contains($"{Predicted} 40\n", await client.GetStringAsync("/metrics"), StringComparison.Ordinal);
        }

        Assert.Equal(2, await target.Metric("target_workers_ready"));
        double alone = ProcessUsage.Read(target.Process.Id)!.Value.ResidentBytes;
        Assert.True(await target.Metric("process_resident_memory_bytes") > 2 * alone);
    }

    [Fact]
    public async Task Worker_Killed_IsReplacedAndItsCountsRemain()
    {
        using TargetProcess target = await TargetProcess.Start(("WORKERS", "2"));
        for (int i = 0; i < 20; i++)
        {
            await PredictOnNewConnection(target);
        }

        int[] before = target.WorkerIds();
        Assert.Equal(0, LibC.kill(before[0], LibC.SIGKILL));
        await Until(() => Task.FromResult(target.WorkerIds().Length == 2 && !target.WorkerIds().Contains(before[0])), target);
        await Until(async () => await MetricOnNewConnection(target, "target_workers_ready") == 2, target);
        Assert.Equal(1, await MetricOnNewConnection(target, "target_worker_restarts_total"));
        Assert.Equal(20, await MetricOnNewConnection(target, Predicted));
        Assert.Contains("worker ", target.Output, StringComparison.Ordinal);
        for (int i = 0; i < 20; i++)
        {
            await PredictOnNewConnection(target);
        }

        Assert.Equal(40, await MetricOnNewConnection(target, Predicted));
    }

    [Fact]
    public async Task Supervisor_Killed_LeavesNoWorkerBehind()
    {
        using TargetProcess target = await TargetProcess.Start(("WORKERS", "3"));
        int[] workers = target.WorkerIds();
        Assert.Equal(3, workers.Length);
        target.Process.Kill();
        await Until(() => Task.FromResult(workers.All(w => ProcessUsage.Read(w) is null)), target);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    public async Task Terminate_Service_EndsWellAndLeavesNothing(string count)
    {
        using TargetProcess target = await TargetProcess.Start(("WORKERS", count));
        int[] workers = target.WorkerIds();
        Assert.Equal(0, LibC.kill(target.Process.Id, LibC.SIGTERM));
        using var limit = new CancellationTokenSource(Patience);
        await target.Process.WaitForExitAsync(limit.Token);
        Assert.Equal(0, target.Process.ExitCode);
        Assert.All(workers, w => Assert.Null(ProcessUsage.Read(w)));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    public async Task Start_PortInUse_IsOneMessage(string count)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        string port = ((IPEndPoint)listener.LocalEndpoint).Port.ToString();
        (int code, string output) = await TargetProcess.RunToEnd(("PORT", port), ("WORKERS", count));
        Assert.Equal((int)ExitCode.PortUnavailable, code);
        Assert.Equal(
            $"target-api: cannot listen on 127.0.0.1 port {port}: the port is in use; choose another with PORT, or end the program that holds it",
            output.Trim());
    }

    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    public async Task Start_PortOfAnotherSharingService_IsRefusedToo(string count)
    {
        using TargetProcess first = await TargetProcess.Start(("WORKERS", "2"));
        string port = first.Client.BaseAddress!.Port.ToString();
        (int code, string output) = await TargetProcess.RunToEnd(("PORT", port), ("WORKERS", count));
        Assert.Equal((int)ExitCode.PortUnavailable, code);
        Assert.Contains("the port is in use", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    public async Task Start_ModelThatCannotBeLoaded_IsOneMessageOfEachProcess(string count)
    {
        string model = TargetFolder.Fixture("double-input.onnx");
        (int code, string output) = await TargetProcess.RunToEnd(("MODEL", model), ("WORKERS", count));
        Assert.Equal((int)ExitCode.ModelUnavailable, code);
        Assert.Contains("exactly one input float [N, F]", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    public async Task Terminate_AnyMomentOfTheStart_EndsWithoutAStackTrace(string count)
    {
        for (int milliseconds = 60; milliseconds <= 600; milliseconds += 30)
        {
            (int code, string output) = await TargetProcess.StartAndTerminate(TimeSpan.FromMilliseconds(milliseconds), ("WORKERS", count));
            Assert.True(code is (int)ExitCode.Ok or KilledBySigterm, $"after {milliseconds} ms: exit code {code}: {output}");
            Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Start_MissingLibrary_SaysHowToMendIt()
    {
        (int code, string output) = await TargetProcess.RunToEnd(("ORT_LIBRARY", "/nowhere/lib.so"));
        Assert.Equal((int)ExitCode.ModelUnavailable, code);
        Assert.StartsWith("target-api: ORT_LIBRARY names /nowhere/lib.so, which is not there.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_BadSettings_ListsThemAndEnds()
    {
        (int code, string output) = await TargetProcess.RunToEnd(("WORKERS", "0"), ("BATCH_SIZE", "0"));
        Assert.Equal((int)ExitCode.BadSettings, code);
        Assert.Equal(3, output.Trim().Split('\n').Length);
    }

    private static async Task PredictOnNewConnection(TargetProcess target)
    {
        using var client = new HttpClient { BaseAddress = target.Client.BaseAddress };
        using var body = new StringContent(Bodies.Features(Bodies.Row(54)));
        using HttpResponseMessage response = await client.PostAsync("/predict", body);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private static async Task<double> MetricOnNewConnection(TargetProcess target, string series)
    {
        using var client = new HttpClient { BaseAddress = target.Client.BaseAddress };
        string line = (await client.GetStringAsync("/metrics")).Split('\n').Single(l => l.StartsWith(series + " ", StringComparison.Ordinal));
        return double.Parse(line[(series.Length + 1)..]);
    }

    private static async Task Until(Func<Task<bool>> condition, TargetProcess target)
    {
        long started = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < Patience, "waited in vain: " + target.Output);
            await Task.Delay(20);
        }
    }
}
