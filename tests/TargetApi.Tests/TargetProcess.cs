using System.Diagnostics;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using LoadLab.TargetApi.Workers.Interop;

namespace LoadLab.TargetApi.Tests;

/// <summary>The real program on a free port, started with given settings and ended with the test.</summary>
public sealed partial class TargetProcess : IDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly StringBuilder _output = new();
    private bool _disposed;

    private TargetProcess(Process process) => Process = process;

    public Process Process { get; }

    public HttpClient Client { get; private set; } = new();

    /// <summary>What the program wrote to both streams so far.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>Starts and waits until the program says where it listens.</summary>
    public static Task<TargetProcess> Start(params (string Name, string Value)[] settings) => StartVerb([], settings);

    /// <summary>The same for <c>target-api VERB</c>.</summary>
    public static Task<TargetProcess> StartVerb(string[] arguments, params (string Name, string Value)[] settings) =>
        StartCopy(TargetFolder.Program, arguments, settings);

    /// <summary>The same from another place than the one it was built in.</summary>
    public static Task<TargetProcess> StartCopy(string program, string[] arguments, params (string Name, string Value)[] settings) =>
        WaitUntilListening(Launch(program, arguments, settings));

    /// <summary>Starts <c>target-api worker</c> and waits until it takes jobs.</summary>
    public static Task<TargetProcess> StartWorker(params (string Name, string Value)[] settings) => StartVerb(["worker"], settings);

    /// <summary>Runs a program that is expected to end by itself; returns its exit code and all it wrote.</summary>
    public static Task<(int Code, string Output)> RunToEnd(params (string Name, string Value)[] settings) => RunVerbToEnd([], settings);

    /// <summary>The same for <c>target-api VERB</c>.</summary>
    public static Task<(int Code, string Output)> RunVerb(string verb, params (string Name, string Value)[] settings) => RunVerbToEnd([verb], settings);

    /// <summary>The same for a command line of several words.</summary>
    public static async Task<(int Code, string Output)> RunVerbToEnd(string[] arguments, params (string Name, string Value)[] settings)
    {
        using TargetProcess target = Launch(TargetFolder.Program, arguments, settings);
        return await target.End();
    }

    /// <summary>Starts and sends SIGTERM after a while, wherever the start has got to; returns what <see cref="RunToEnd"/> does.</summary>
    public static async Task<(int Code, string Output)> StartAndTerminate(TimeSpan after, params (string Name, string Value)[] settings)
    {
        using TargetProcess target = Launch(TargetFolder.Program, [], settings);
        await Task.Delay(after);
        Assert.Equal(0, LibC.kill(target.Process.Id, LibC.SIGTERM));
        return await target.End();
    }

    /// <summary>Starts and waits only until the port answers: what the service needs may be missing yet.</summary>
    public static async Task<TargetProcess> StartUnready(params (string Name, string Value)[] settings)
    {
        int port = FreePort.Take();
        TargetProcess target = Launch(TargetFolder.Program, [], [.. settings, ("PORT", $"{port}")]);
        target.Client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        await Eventually.Is(target.IsAlive, () => target.Output);
        return target;
    }

    /// <summary>Waits until <c>/readyz</c> answers 503 with this in its reason.</summary>
    public Task ReadyzSays(string reason) => Eventually.Is(
        async () =>
        {
            using HttpResponseMessage response = await Client.GetAsync("/readyz");
            JsonElement body = await response.Content.ReadFromJsonAsync<JsonElement>();
            return (int)response.StatusCode == 503 && body.GetProperty("detail").GetString()!.Contains(reason, StringComparison.Ordinal);
        },
        () => $"/readyz never said \"{reason}\": {Output}");

    /// <summary>Waits until <c>/readyz</c> answers 200.</summary>
    public Task BecomesReady() => Eventually.Is(
        async () =>
        {
            using HttpResponseMessage response = await Client.GetAsync("/readyz");
            return response.IsSuccessStatusCode;
        },
        () => "never ready again: " + Output);

    public async Task<(int Status, JsonElement Body)> Post(string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await Client.PostAsync(path, content);
        return ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }

    /// <summary>One series of <c>/metrics</c>; 0 where it is absent.</summary>
    public async Task<double> Metric(string series)
    {
        string text = await Client.GetStringAsync("/metrics");
        string? line = text.Split('\n').SingleOrDefault(l => l.StartsWith(series + " ", StringComparison.Ordinal));
        return line is null ? 0 : double.Parse(line[(series.Length + 1)..]);
    }

    /// <summary>Process ids of the workers of a supervisor.</summary>
    public int[] WorkerIds()
    {
        string children = File.ReadAllText($"/proc/{Process.Id}/task/{Process.Id}/children");
        return [.. children.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)];
    }

    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        Client.Dispose();
        if (!Process.HasExited)
        {
            // SIGKILL to the supervisor takes its workers along; a test holds that.
            Process.Kill();
            Process.WaitForExit();
        }

        Process.Dispose();
    }

    private async Task<(int Code, string Output)> End()
    {
        using var limit = new CancellationTokenSource(StartLimit);
        await Process.WaitForExitAsync(limit.Token);
        return (Process.ExitCode, Output);
    }

    private static async Task<TargetProcess> WaitUntilListening(TargetProcess target)
    {
        long started = Stopwatch.GetTimestamp();
        Match address = Address().Match(target.Output);
        while (!address.Success)
        {
            Assert.False(target.Process.HasExited, "the target ended early: " + target.Output);
            Assert.True(Stopwatch.GetElapsedTime(started) < StartLimit, "the target did not start: " + target.Output);
            await Task.Delay(10);
            address = Address().Match(target.Output);
        }

        target.Client = new HttpClient { BaseAddress = new Uri(address.Value) };
        return target;
    }

    private async Task<bool> IsAlive()
    {
        Assert.False(Process.HasExited, "the target ended early: " + Output);
        try
        {
            using HttpResponseMessage response = await Client.GetAsync("/healthz");
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static TargetProcess Launch(string program, string[] arguments, (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PORT"] = "0";
        foreach ((string name, string value) in settings)
        {
            start.Environment[name] = value;
        }

        var target = new TargetProcess(new Process { StartInfo = start });
        target.Process.OutputDataReceived += (_, e) => target.Append(e.Data);
        target.Process.ErrorDataReceived += (_, e) => target.Append(e.Data);
        target.Process.Start();
        target.Process.BeginOutputReadLine();
        target.Process.BeginErrorReadLine();
        return target;
    }

    private void Append(string? line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
        }
    }

    [GeneratedRegex(@"(?<=listening on )http://\S+")]
    private static partial Regex Address();
}
