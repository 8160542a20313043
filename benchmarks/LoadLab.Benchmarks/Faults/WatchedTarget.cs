using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using LoadLab.Benchmarks.Processes;

namespace LoadLab.Benchmarks.Faults;

/// <summary>The target API with all that it says, and a way to ask its metrics.</summary>
internal sealed class WatchedTarget : IAsyncDisposable
{
    private const string AddressMark = "listening on ";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(5);

    /// <summary>What an exception that nobody foresaw looks like, by .NET's words or by the service's own.</summary>
    private static readonly string[] UnforeseenMarks = ["Unhandled exception", "   at ", "Exception:"];

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _disposed;

    private WatchedTarget(Process process)
    {
        _process = process;
        ProcessId = process.Id;
        process.OutputDataReceived += (_, line) => Take(line.Data);
        process.ErrorDataReceived += (_, line) => Take(line.Data);
        process.Exited += (_, _) => _address.TrySetException(new BenchmarkException(ExitCode.ExperimentFailed, $"the target API ended: {string.Join(" ", _lines)}"));
        process.EnableRaisingEvents = true;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Uri Address { get; private set; } = null!;

    public int ProcessId { get; }

    /// <summary>Lines that tell of an exception that nobody foresaw.</summary>
    public IReadOnlyList<string> Unforeseen => [.. _lines.Where(line => UnforeseenMarks.Any(mark => line.Contains(mark, StringComparison.Ordinal)))];

    /// <summary>Starts the service.</summary>
    /// <param name="program">Path of the target API.</param>
    /// <param name="workers">Its worker processes.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="settings">Environment variables beside those.</param>
    /// <exception cref="BenchmarkException">It did not start.</exception>
    public static Task<WatchedTarget> StartAsync(string program, int workers, CancellationToken cancellationToken, IReadOnlyDictionary<string, string>? settings = null) =>
        StartAsync(ProgramCall.DotNet(program), [.. settings ?? new Dictionary<string, string>(), new("PORT", "0"), new("WORKERS", $"{workers}")], cancellationToken);

    /// <summary>Starts <c>target-api VERB</c>, which also tells where it listens.</summary>
    /// <exception cref="BenchmarkException">It did not start.</exception>
    public static Task<WatchedTarget> StartVerbAsync(string program, string verb, IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken) =>
        StartAsync(ProgramCall.DotNet(program, verb), settings, cancellationToken);

    private static async Task<WatchedTarget> StartAsync(ProgramCall call, IEnumerable<KeyValuePair<string, string>> settings, CancellationToken cancellationToken)
    {
        var target = new WatchedTarget(ClientProcess.Start(call with { Environment = settings.Append(new("HOST", "127.0.0.1")).ToDictionary() }));
        try
        {
            target.Address = await target._address.Task.WaitAsync(StartLimit, cancellationToken).ConfigureAwait(false);
            return target;
        }
        catch
        {
            await target.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The sum of the series that begin so; null where the service does not answer.</summary>
    public async Task<double?> ReadMetricAsync(string beginning)
    {
        // A new connection each time: an old one may lead to a worker that hangs.
        using var http = new HttpClient { Timeout = AnswerLimit };
        try
        {
            var page = await http.GetStringAsync(new Uri(Address, "/metrics")).ConfigureAwait(false);
            return page.Split('\n').Where(line => line.StartsWith(beginning, StringComparison.Ordinal)).Sum(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>Waits until the process has ended by itself; returns its exit code.</summary>
    public async Task<int> WaitForExitAsync(TimeSpan limit)
    {
        await _process.WaitForExitAsync().WaitAsync(limit).ConfigureAwait(false);
        return _process.ExitCode;
    }

    /// <summary>Kills it where it has not ended. What it said is still there.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        if (!_process.HasExited)
        {
            // The kernel ends its workers with it.
            _process.Kill();
        }

        await _process.WaitForExitAsync().ConfigureAwait(false);
        _process.Dispose();
    }

    private void Take(string? line)
    {
        if (line is null)
        {
            return;
        }

        _lines.Enqueue(line);
        if (line.IndexOf(AddressMark, StringComparison.Ordinal) is var at and >= 0)
        {
            _address.TrySetResult(new Uri(line[(at + AddressMark.Length)..].Split(' ')[0]));
        }
    }
}
