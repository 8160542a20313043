using System.Diagnostics;
using System.Net;

namespace LoadLab.TargetApi.Tests.RequestLogs;

/// <summary>The real program whose standard output is a pipe that nobody reads.</summary>
internal sealed class UnreadTarget : IDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private UnreadTarget(Process process, Uri address)
    {
        _process = process;
        Client = new HttpClient { BaseAddress = address };
    }

    public HttpClient Client { get; }

    public static async Task<UnreadTarget> Start(params (string Name, string Value)[] settings)
    {
        int port = FreePort.Take();
        var start = new ProcessStartInfo("dotnet", [TargetFolder.Program]) { UseShellExecute = false, RedirectStandardOutput = true };
        start.Environment["PORT"] = port.ToString();
        foreach ((string name, string value) in settings)
        {
            start.Environment[name] = value;
        }

        var target = new UnreadTarget(Process.Start(start)!, new Uri($"http://127.0.0.1:{port}"));
        await target.WaitUntilReady();
        return target;
    }

    /// <summary>Closes the pipe's reading end: every further write of the program fails.</summary>
    public void BreakPipe() => _process.StandardOutput.Dispose();

    public async Task<double> Dropped()
    {
        string text = await Client.GetStringAsync("/metrics");
        return double.Parse(text.Split('\n').Single(l => l.StartsWith("target_log_dropped_total ", StringComparison.Ordinal)).Split(' ')[1]);
    }

    /// <summary>Sends so many requests, several at a time; every one has to be answered with 200.</summary>
    public Task Send(int count) => Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (_, cancellation) =>
    {
        using HttpResponseMessage response = await Client.GetAsync("/empty", cancellation);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    });

    /// <summary>SIGTERM; returns how it ended.</summary>
    public async Task<int> Terminate()
    {
        Assert.Equal(0, TargetApi.Workers.Interop.LibC.kill(_process.Id, TargetApi.Workers.Interop.LibC.SIGTERM));
        using var limit = new CancellationTokenSource(StartLimit);
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        Client.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private async Task WaitUntilReady()
    {
        long started = Stopwatch.GetTimestamp();
        while (!await IsReady())
        {
            Assert.False(_process.HasExited, "the target ended early");
            Assert.True(Stopwatch.GetElapsedTime(started) < StartLimit, "the target did not start");
            await Task.Delay(20);
        }
    }

    private async Task<bool> IsReady()
    {
        try
        {
            using HttpResponseMessage response = await Client.GetAsync("/readyz");
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
