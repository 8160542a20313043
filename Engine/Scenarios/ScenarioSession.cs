namespace LoadLab.Engine.Scenarios;

/// <summary>What the scenarios of one test share: its name, its log and the means to stop each other.</summary>
internal sealed class ScenarioSession : IDisposable
{
    private readonly Dictionary<string, CancellationTokenSource> _stops;
    private readonly Lock _stopping = new();
    private bool _disposed;

    /// <param name="testInfo">How the user calls the test.</param>
    /// <param name="logger">Where scenarios write.</param>
    /// <param name="scenarioNames">All scenarios, each name once.</param>
    /// <param name="cancellation">Stops them all.</param>
    internal ScenarioSession(TestInfo testInfo, ScenarioLogger logger, IEnumerable<string> scenarioNames, CancellationToken cancellation)
    {
        TestInfo = testInfo;
        Logger = logger;
        Exceptions = new ExceptionLog(logger);
        _stops = scenarioNames.ToDictionary(name => name, _ => CancellationTokenSource.CreateLinkedTokenSource(cancellation), StringComparer.Ordinal);
    }

    internal TestInfo TestInfo { get; }

    internal ScenarioLogger Logger { get; }

    internal ExceptionLog Exceptions { get; }

    /// <summary>Cancelled when that scenario is to end before its plan does.</summary>
    internal CancellationToken StopOf(string scenarioName) => _stops[scenarioName].Token;

    internal void Stop(string scenarioName, string reason)
    {
        if (!_stops.TryGetValue(scenarioName, out var stop))
        {
            Logger.Warning("No scenario is named {Name}: nothing was stopped.", scenarioName);
            return;
        }

        lock (_stopping)
        {
            // An iteration may outlive the run and still ask.
            if (!_disposed && !stop.IsCancellationRequested)
            {
                Logger.Warning("Scenario {Name} is stopped: {Reason}", scenarioName, reason);
                stop.Cancel();
            }
        }
    }

    internal void StopAll(string reason)
    {
        foreach (var name in _stops.Keys)
        {
            Stop(name, reason);
        }
    }

    public void Dispose()
    {
        lock (_stopping)
        {
            _disposed = true;
            foreach (var stop in _stops.Values)
            {
                stop.Dispose();
            }
        }
    }
}
