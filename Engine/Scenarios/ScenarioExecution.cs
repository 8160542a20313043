using LoadLab.Engine.Http.Loops;
using LoadLab.Engine.LoadModels;
using LoadLab.Engine.Measurement;
using LoadLab.Engine.SelfCheck;

namespace LoadLab.Engine.Scenarios;

/// <summary>One scenario's load from warm-up to drain: to the recorders and the timeline it is one more loop.</summary>
internal sealed class ScenarioExecution : IDisposable
{
    private const string TransportName = "scenario";

    private static readonly TimeSpan DrainCheck = TimeSpan.FromMilliseconds(5);

    private readonly ScenarioProps _scenario;
    private readonly EngineOptions _options;
    private readonly LoadPlan _plan;
    private readonly ScenarioSession _session;
    private readonly CancellationToken _stop;
    private readonly CancellationTokenSource _over = new();
    private readonly IntervalExchange _exchange = new();
    private readonly RunTimeline _timeline;
    private readonly RunWatch _watch;
    private readonly IntervalAggregator _aggregator;
    private readonly ScenarioRecorder _recorder;
    private readonly InstancePool _instances;
    private readonly ArrivalGate _gate;
    private readonly UserPool _users;
    private readonly PhaseConductor _conductor;
    private readonly RunTicker _ticker;
    private readonly FirstFailure _failure = new();
    private readonly int _warmUpPhases;
    private GeneratorUsage? _used;
    private LatencyHistogram? _poolDelay;

    internal ScenarioExecution(ScenarioProps scenario, EngineOptions options, ILoadObserver? observer, ScenarioSession session, TimeProvider time)
    {
        _scenario = scenario;
        _options = options;
        _session = session;
        _plan = LoadPlan.Create(scenario.LoadSimulations, options.Seed);
        _stop = session.StopOf(scenario.ScenarioName);
        var warmUp = _plan.WarmUp(scenario.WarmUpDuration);
        _warmUpPhases = warmUp.Count;
        IReadOnlyList<LoadPhase> phases = [.. warmUp, .. _plan.Phases];
        _timeline = new RunTimeline([.. phases.Select(phase => phase.DurationNs)], _warmUpPhases, loops: 1);
        _watch = new RunWatch(time);
        _aggregator = new IntervalAggregator(_exchange, _timeline, loops: 1, _watch, observer, OnFailed, requests: []);
        _recorder = new ScenarioRecorder(_timeline, _exchange, Ns(options.IntervalLength));
        _instances = new InstancePool(CreateInstance);
        _users = new UserPool(_instances);
        _recorder.Users = () => _users.Alive;
        _gate = new ArrivalGate(options.MaxConnectionsPerLoop, _recorder, Start);
        _conductor = new PhaseConductor(phases, _timeline, options.Pacing, _recorder, _gate, _users);
        _ticker = new RunTicker(_recorder);
    }

    /// <summary>Runs until all is over; the calling thread tells the observer.</summary>
    internal ScenarioResult Run(TimeProvider time)
    {
        var startedAt = time.GetUtcNow();
        _timeline.Start(MonotonicClock.NowNs());
        _recorder.Begin();
        var pacing = new Thread(Conduct) { IsBackground = true, Name = "scenario pacing" };
        using (_stop.Register(Cancel))
        {
            pacing.Start();
            _ticker.Start();
            _aggregator.Run();
        }

        pacing.Join();
        _ticker.Dispose();
        _failure.ThrowIfAny();
        return new ScenarioResult(_scenario.ScenarioName, ToResult(startedAt), _recorder.Outcomes(), () => _recorder.Running);
    }

    /// <summary>Iterations that outlive the run see a token that stays cancelled.</summary>
    public void Dispose()
    {
        _over.Dispose();
        _exchange.Dispose();
    }

    internal static ScenarioInfo InfoOf(ScenarioProps scenario, TimeSpan? duration, int number) => new()
    {
        InstanceId = $"{scenario.ScenarioName}_{number}",
        InstanceNumber = number,
        ScenarioName = scenario.ScenarioName,
        ScenarioDuration = duration ?? TimeSpan.Zero,
        ScenarioOperation = ScenarioOperation.WarmUp,
    };

    private static long Ns(TimeSpan time) => time.Ticks * TimeSpan.NanosecondsPerTick;

    private void Conduct()
    {
        try
        {
            PacingWait.Prepare();
            _conductor.Run(0, _warmUpPhases);
            var usage = NewMeter();
            using var probe = new PoolProbe(_timeline.MeasuredStartNs);
            _conductor.Run(_warmUpPhases, _timeline.Phases);
            _used = usage.Read();
            _poolDelay = probe.End();
            // The last interval shows the users of its own time; then they go.
            _recorder.AdvanceTo(MonotonicClock.NowNs());
            _users.SetTarget(0);
            Drain();
        }
        catch (Exception failure)
        {
            OnFailed(failure);
        }
        finally
        {
            _recorder.Close();
            _over.Cancel();
        }
    }

    private UsageMeter NewMeter() => new(_options.Processors?.Count ?? Environment.ProcessorCount);

    private void Start(Arrival arrival) =>
        ThreadPool.UnsafeQueueUserWorkItem(static run => _ = run.Execution.RunArrivalAsync(run.Arrival), (Execution: this, Arrival: arrival), preferLocal: false);

    private async Task RunArrivalAsync(Arrival arrival)
    {
        var instance = _instances.Take();
        await instance.RunIterationAsync(arrival).ConfigureAwait(false);
        _instances.Return(instance);
        _gate.Release();
    }

    /// <summary>Waits for measured iterations under way, no longer than the options say.</summary>
    private void Drain()
    {
        var latest = MonotonicClock.NowNs() + _timeline.DrainNs(Ns(_options.DrainTimeout));
        while (_recorder.IsBusy && MonotonicClock.NowNs() < latest)
        {
            Thread.Sleep(DrainCheck);
        }
    }

    private void Cancel() => _timeline.Cancel(MonotonicClock.NowNs());

    private void OnFailed(Exception failure)
    {
        _failure.Set(failure);
        Cancel();
    }

    private ScenarioInstance CreateInstance(int number)
    {
        var info = InfoOf(_scenario, _plan.Duration, number);
        var instance = new ScenarioInstance(_scenario, _session, _recorder, info, unchecked((_options.Seed * 397) ^ number), _over.Token);
        _recorder.Register(instance.Iteration);
        return instance;
    }

    private LoadResult ToResult(DateTimeOffset startedAt) => _aggregator.ToResult(startedAt, TransportName, ToUsage()) with
    {
        PeakInFlight = _recorder.PeakInFlight,
        PoolDelay = _poolDelay,
        PlanArrivals = _timeline.IsCancelled ? null : _plan.PlannedArrivals,
    };

    private GeneratorUsage ToUsage() => (_used ?? NewMeter().Read()) with
    {
        LongestGcPause = _watch.LongestGcPause,
        ClockStep = _watch.ClockStep,
        WorstInterval = _watch.WorstInterval,
    };
}
