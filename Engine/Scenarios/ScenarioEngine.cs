using System.Runtime.ExceptionServices;
using LoadLab.Engine.LoadModels;

namespace LoadLab.Engine.Scenarios;

/// <summary>Runs C# scenarios on the thread pool and measures them as the HTTP engine measures requests.</summary>
public sealed class ScenarioEngine
{
    private readonly TimeProvider _time;
    private readonly ScenarioLogger _logger;

    /// <param name="time">Labels the start; never measured with.</param>
    /// <param name="logger">Where scenarios' own messages go; standard error by default.</param>
    public ScenarioEngine(TimeProvider? time = null, ScenarioLogger? logger = null)
    {
        _time = time ?? TimeProvider.System;
        _logger = logger ?? new ScenarioLogger(Console.Error);
    }

    /// <summary>Runs init, load and clean of one scenario; a cancelled run still returns what it measured.</summary>
    /// <exception cref="ArgumentException">The load simulations are not valid; the message lists everything wrong.</exception>
    /// <exception cref="LoadSetupException">Init or clean failed.</exception>
    public async Task<ScenarioResult> RunAsync(
        ScenarioProps scenario, EngineOptions options, ILoadObserver? observer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        var results = await RunAllAsync([scenario], new TestInfo("", scenario.ScenarioName), options, _ => observer, cancellationToken).ConfigureAwait(false);
        return results[0];
    }

    /// <summary>Init of each in turn, then all loads at once, then clean of each in turn.</summary>
    /// <exception cref="ArgumentException">No scenario, two of one name, or load simulations that are not valid.</exception>
    /// <exception cref="LoadSetupException">Init or clean failed.</exception>
    internal async Task<IReadOnlyList<ScenarioResult>> RunAllAsync(
        IReadOnlyList<ScenarioProps> scenarios,
        TestInfo testInfo,
        EngineOptions options,
        Func<ScenarioProps, ILoadObserver?> observerOf,
        CancellationToken cancellationToken)
    {
        Check(scenarios, options);
        using var session = new ScenarioSession(testInfo, _logger, scenarios.Select(scenario => scenario.ScenarioName), cancellationToken);
        var failure = default(Exception);
        IReadOnlyList<ScenarioResult> results = [];
        try
        {
            await ForEachAsync(scenarios, session, "init", scenario => scenario.Init).ConfigureAwait(false);
            results = await Task.WhenAll(scenarios.Select(scenario => LoadAsync(scenario, options, observerOf(scenario), session))).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            failure = exception;
        }

        await CleanAsync(scenarios, session, failure).ConfigureAwait(false);
        return results;
    }

    /// <summary>Cleans in any case; what failed first is what is thrown.</summary>
    private async Task CleanAsync(IReadOnlyList<ScenarioProps> scenarios, ScenarioSession session, Exception? failure)
    {
        try
        {
            await ForEachAsync(scenarios, session, "clean", scenario => scenario.Clean).ConfigureAwait(false);
        }
        catch (LoadSetupException exception) when (failure is not null)
        {
            _logger.Error("{Message}", exception.Message);
        }

        if (failure is not null)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    private static void Check(IReadOnlyList<ScenarioProps> scenarios, EngineOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxConnectionsPerLoop, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.IntervalLength, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.DrainTimeout, TimeSpan.Zero);
        if (scenarios.Count == 0)
        {
            throw new ArgumentException("There is no scenario: register at least one.", nameof(scenarios));
        }

        if (scenarios.GroupBy(scenario => scenario.ScenarioName).FirstOrDefault(group => group.Count() > 1) is { } twins)
        {
            throw new ArgumentException($"Two scenarios are named '{twins.Key}': give each a name of its own.", nameof(scenarios));
        }

        foreach (var scenario in scenarios.Where(scenario => scenario.Run is not null))
        {
            _ = LoadPlan.Create(scenario.LoadSimulations, options.Seed);
        }
    }

    private Task<ScenarioResult> LoadAsync(ScenarioProps scenario, EngineOptions options, ILoadObserver? observer, ScenarioSession session) =>
        scenario.Run is null
            ? Task.FromResult(Empty(scenario))
            : Task.Factory.StartNew(
                () => Load(scenario, options, observer, session),
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default);

    private ScenarioResult Load(ScenarioProps scenario, EngineOptions options, ILoadObserver? observer, ScenarioSession session)
    {
        using var execution = new ScenarioExecution(scenario, options, observer, session, _time);
        return execution.Run();
    }

    private ScenarioResult Empty(ScenarioProps scenario)
    {
        var recorder = new ScenarioRecorder(0);
        recorder.EndMeasuringAt(0);
        return new ScenarioResult(scenario.ScenarioName, recorder.Result(_time.GetUtcNow(), false, new UsageMeter().Read()), recorder.Outcomes());
    }

    private static async Task ForEachAsync(
        IReadOnlyList<ScenarioProps> scenarios, ScenarioSession session, string what, Func<ScenarioProps, Func<IScenarioInitContext, Task>?> choose)
    {
        foreach (var scenario in scenarios)
        {
            if (choose(scenario) is { } code)
            {
                await RunAsync(scenario, session, what, code).ConfigureAwait(false);
            }
        }
    }

    private static async Task RunAsync(ScenarioProps scenario, ScenarioSession session, string what, Func<IScenarioInitContext, Task> code)
    {
        try
        {
            var info = ScenarioExecution.InfoOf(scenario, duration: null, number: 0);
            await code(new ScenarioInitContext(session.TestInfo, info, session.Logger)).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            throw new LoadSetupException($"The {what} of scenario '{scenario.ScenarioName}' failed: {exception.Message}", exception);
        }
    }
}
