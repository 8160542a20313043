using LoadLab.Engine.Measurement;

namespace LoadLab.Engine.Scenarios;

/// <summary>A test of several scenarios. Immutable: each With method returns a changed copy.</summary>
public sealed record ScenarioTest
{
    private readonly IReadOnlyList<ScenarioProps> _scenarios;

    internal ScenarioTest(IReadOnlyList<ScenarioProps> scenarios) => _scenarios = [.. scenarios];

    private TestInfo TestInfo { get; init; } = new("", "");

    private EngineOptions Options { get; init; } = new();

    private string? ReportFolder { get; init; }

    private TextWriter Output { get; init; } = Console.Out;

    public ScenarioTest WithTestSuite(string testSuite) => this with { TestInfo = TestInfo with { TestSuite = testSuite } };

    public ScenarioTest WithTestName(string testName) => this with { TestInfo = TestInfo with { TestName = testName } };

    /// <summary>Writes each scenario's latencies to a file <c>NAME.hlog</c> in this folder while it runs.</summary>
    public ScenarioTest WithReportFolder(string reportFolder) => this with { ReportFolder = reportFolder };

    /// <summary>Writes no file: the default.</summary>
    public ScenarioTest WithoutReports() => this with { ReportFolder = null };

    /// <summary>How long iterations under way are waited for at the end; 5 s unless set.</summary>
    public ScenarioTest WithScenarioCompletionTimeout(TimeSpan timeout) => this with { Options = Options with { DrainTimeout = timeout } };

    /// <summary>Tunables, the seed among them.</summary>
    public ScenarioTest WithOptions(EngineOptions options) => this with { Options = options };

    /// <summary>Where the summary is written; standard output unless set.</summary>
    public ScenarioTest WithOutput(TextWriter output) => this with { Output = output };

    /// <inheritdoc cref="RunAsync"/>
    public NodeStats Run() => RunAsync().GetAwaiter().GetResult();

    /// <summary>Runs the test, writes a summary and returns the figures; a cancelled run returns what it measured.</summary>
    /// <exception cref="ArgumentException">No scenario, two of one name, or load simulations that are not valid.</exception>
    /// <exception cref="LoadSetupException">Init or clean failed, or the report folder cannot be written.</exception>
    public async Task<NodeStats> RunAsync(CancellationToken cancellationToken = default)
    {
        using var logs = new ScenarioLogs(ReportFolder);
        var results = await new ScenarioEngine()
            .RunAllAsync(_scenarios, TestInfo, Options, logs.For, cancellationToken)
            .ConfigureAwait(false);
        var stats = new NodeStats(TestInfo, [.. results.Select(result => result.Stats)]);
        ScenarioSummary.Write(stats, Output);
        return stats;
    }

    /// <summary>The log files of one run.</summary>
    private sealed class ScenarioLogs(string? folder) : IDisposable
    {
        private readonly List<HistogramLogWriter> _writers = [];

        internal LogObserver? For(ScenarioProps scenario)
        {
            if (folder is null || scenario.Run is null)
            {
                return null;
            }

            var writer = Open(Path.Combine(folder, $"{FileName(scenario.ScenarioName)}.hlog"));
            _writers.Add(writer);
            return new LogObserver(writer);
        }

        public void Dispose() => _writers.ForEach(writer => writer.Dispose());

        private HistogramLogWriter Open(string path)
        {
            try
            {
                Directory.CreateDirectory(folder!);
                return new HistogramLogWriter(new StreamWriter(path), TimeProvider.System.GetUtcNow());
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
            {
                throw new LoadSetupException($"The report file '{path}' cannot be written: {exception.Message}", exception);
            }
        }

        private static string FileName(string name) => string.Concat(name.Select(letter => char.IsLetterOrDigit(letter) || letter is '-' or '_' ? letter : '_'));
    }

    private sealed class LogObserver(HistogramLogWriter writer) : ILoadObserver
    {
        public void OnInterval(IntervalResult interval) => writer.Write(interval);
    }
}
