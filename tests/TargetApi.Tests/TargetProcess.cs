using System.Diagnostics;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace LoadLab.TargetApi.Tests;

/// <summary>The real program on a free port, started with given settings and ended with the test.</summary>
public sealed partial class TargetProcess : IDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly StringBuilder _output = new();

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
    public static async Task<TargetProcess> Start(params (string Name, string Value)[] settings)
    {
        TargetProcess target = Launch(settings);
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

    /// <summary>Runs a program that is expected to end by itself; returns its exit code and all it wrote.</summary>
    public static async Task<(int Code, string Output)> RunToEnd(params (string Name, string Value)[] settings)
    {
        using TargetProcess target = Launch(settings);
        using var limit = new CancellationTokenSource(StartLimit);
        await target.Process.WaitForExitAsync(limit.Token);
        return (target.Process.ExitCode, target.Output);
    }

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

    public void Dispose()
    {
        Client.Dispose();
        if (!Process.HasExited)
        {
            // SIGKILL to the supervisor takes its workers along; a test holds that.
            Process.Kill();
            Process.WaitForExit();
        }

        Process.Dispose();
    }

    private static TargetProcess Launch((string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet", [TargetFolder.Program])
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
