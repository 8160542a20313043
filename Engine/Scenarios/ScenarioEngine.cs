using System.Runtime.ExceptionServices;
using LoadLab.Engine.Http.Loops;
using LoadLab.Engine.LoadModels;
using LoadLab.Engine.SelfCheck;

namespace LoadLab.Engine.Scenarios;

/// <summary>Runs C# scenarios on the thread pool and measures them as the HTTP engine measures requests.</summary>
public sealed class ScenarioEngine
{
    /// <summary>A run that was stopped must come to its end, whatever cleaning does.</summary>
    private static readonly TimeSpan LongestClean = TimeSpan.FromSeconds(30);

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
    /// <exception cref="LoadSetupException">Init or clean failed, or the processors asked for cannot be had.</exception>
    /// <exception cref="OperationCanceledException">Cancelled during init.</exception>
    /// <remarks>An exception of the observer's ends the run and is thrown.</remarks>
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
            await ForEachAsync(scenarios, session, "init", scenario => scenario.Init, cancellationToken).ConfigureAwait(false);
            using var binding = ProcessorBinding.Bind(options.Processors);
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
            using var limit = new CancellationTokenSource(LongestClean);
            await ForEachAsync(scenarios, session, "clean", scenario => scenario.Clean, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _logger.Error("Cleaning did not end within {Seconds} s and goes on by itself.", LongestClean.TotalSeconds);
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
        return execution.Run(_time);
    }

    /// <summary>The figures of a run of no length.</summary>
    private ScenarioResult Empty(ScenarioProps scenario)
    {
        using var exchange = new IntervalExchange();
        var timeline = new RunTimeline([], warmUpPhases: 0, loops: 1);
        timeline.Start(0);
        var nothing = new IntervalAggregator(exchange, timeline, loops: 1, new RunWatch(_time), observer: null, _ => { }, requests: []);
        var outcomes = new MeasuredOutcomes(new OutcomeTally(), new Dictionary<string, OutcomeTally>());
        return new ScenarioResult(scenario.ScenarioName, nothing.ToResult(_time.GetUtcNow(), "", new UsageMeter(Environment.ProcessorCount).Read()), outcomes, () => 0);
    }

    private static async Task ForEachAsync(
        IReadOnlyList<ScenarioProps> scenarios,
        ScenarioSession session,
        string what,
        Func<ScenarioProps, Func<IScenarioInitContext, Task>?> choose,
        CancellationToken limit)
    {
        foreach (var scenario in scenarios)
        {
            if (choose(scenario) is { } code)
            {
                await RunAsync(scenario, session, what, code, limit).ConfigureAwait(false);
            }
        }
    }

    private static async Task RunAsync(ScenarioProps scenario, ScenarioSession session, string what, Func<IScenarioInitContext, Task> code, CancellationToken limit)
    {
        try
        {
            var info = ScenarioExecution.InfoOf(scenario, duration: null, number: 0);
            // On the pool, so that code which never awaits is bounded too.
            await Task.Run(() => code(new ScenarioInitContext(session.TestInfo, info, session.Logger)), CancellationToken.None).WaitAsync(limit).ConfigureAwait(false);
        }
        catch (Exception exception) when (!limit.IsCancellationRequested)
        {
            session.Exceptions.Report($"The {what} of {scenario.ScenarioName}", exception);
            throw new LoadSetupException($"The {what} of scenario '{scenario.ScenarioName}' failed: {exception.Message}", exception);
        }
    }
}
