using System.Diagnostics;
using System.Text;

namespace LoadLab.EndToEnd;

/// <summary>The built harness as a process of its own. All that it starts inherits a mark, by which leftovers are found.</summary>
internal sealed class HarnessProcess : IDisposable
{
    private const string MarkVariable = "LOADLAB_TEST_MARK";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();

    private HarnessProcess(Process process, string mark)
    {
        _process = process;
        Mark = mark;
        process.OutputDataReceived += (_, line) => Append(_output, line.Data);
        process.ErrorDataReceived += (_, line) => Append(_error, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Mark { get; }

    public int Id => _process.Id;

    public string Output => Read(_output);

    public string Error => Read(_error);

    /// <summary>The source tree that this test was built in.</summary>
    public static string Root { get; } = FindRoot();

    public static HarnessProcess Start(string workingDirectory, params string[] arguments) => StartWith(new Dictionary<string, string>(), workingDirectory, arguments);

    /// <summary>With these variables in its environment.</summary>
    public static HarnessProcess StartWith(IReadOnlyDictionary<string, string> variables, string workingDirectory, params string[] arguments)
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/'));
        var program = Path.Combine(Root, "Harness", "bin", output.Parent!.Name, output.Name, "harness.dll");
        var mark = Guid.NewGuid().ToString("N");
        var info = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        info.Environment[MarkVariable] = mark;
        foreach (var (name, value) in variables)
        {
            info.Environment[name] = value;
        }

        foreach (var argument in arguments.Prepend(program))
        {
            info.ArgumentList.Add(argument);
        }

        return new HarnessProcess(Process.Start(info)!, mark);
    }

    public static async Task<HarnessProcess> RunAsync(string workingDirectory, params string[] arguments)
    {
        var process = Start(workingDirectory, arguments);
        await process.ExitCodeAsync();
        return process;
    }

    public int ExitCode => _process.ExitCode;

    /// <summary>
    /// Ended as it should: with success, or with the verdict that it could not be measured here, because something else kept the test machine
    /// busy. Its counts hold either way.
    /// </summary>
    public bool HasMeasured => ExitCode == 0 || (ExitCode == 4 && Output.Contains("invalid", StringComparison.Ordinal) && !Output.Contains("failed:", StringComparison.Ordinal));

    public async Task<int> ExitCodeAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    /// <summary>What a user's Ctrl-C sends.</summary>
    public void Interrupt()
    {
        using var kill = Process.Start("kill", ["-s", "INT", Id.ToString()]);
        kill.WaitForExit();
    }

    /// <summary><c>kill -9</c>: this process alone, nothing that it started.</summary>
    public void Kill() => _process.Kill(entireProcessTree: false);

    /// <summary>Pids of living processes that carry the mark, apart from the harness itself.</summary>
    public IReadOnlyList<string> Leftovers() =>
        [.. Directory.GetDirectories("/proc").Where(folder => int.TryParse(Path.GetFileName(folder), out var pid) && pid != Id && IsMarked(folder)).Select(Path.GetFileName).OfType<string>()];

    /// <summary>Waits until nothing is left, a few seconds at most, and returns what still is.</summary>
    public async Task<IReadOnlyList<string>> LeftoversAfterAWhileAsync()
    {
        for (var attempt = 0; attempt < 100 && Leftovers().Count > 0; attempt++)
        {
            await Task.Delay(100);
        }

        return Leftovers();
    }

    public static async Task WaitUntilAsync(Func<bool> condition, string what)
    {
        for (var waited = TimeSpan.Zero; !condition(); waited += TimeSpan.FromMilliseconds(50))
        {
            Assert.True(waited < Patience, $"Waited in vain until {what}.");
            await Task.Delay(50);
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private bool IsMarked(string folder)
    {
        try
        {
            // A zombie's environment is empty: it runs no more.
            return File.ReadAllText(Path.Combine(folder, "environ")).Contains($"{MarkVariable}={Mark}", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static void Append(StringBuilder text, string? line)
    {
        lock (text)
        {
            text.AppendLine(line);
        }
    }

    private static string Read(StringBuilder text)
    {
        lock (text)
        {
            return text.ToString();
        }
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "LoadLab.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The test does not run inside the source tree.");
    }
}
