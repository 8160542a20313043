using LoadLab.Engine.LoadModels;
using LoadLab.Engine.Measurement;
using LoadLab.Engine.SelfCheck;

namespace LoadLab.Engine.Scenarios;

/// <summary>One scenario's load from warm-up to drain.</summary>
internal sealed class ScenarioExecution : IDisposable
{
    private static readonly TimeSpan DrainCheck = TimeSpan.FromMilliseconds(5);

    private readonly ScenarioProps _scenario;
    private readonly EngineOptions _options;
    private readonly LoadPlan _plan;
    private readonly ScenarioSession _session;
    private readonly CancellationToken _stop;
    private readonly CancellationTokenSource _over = new();
    private readonly ScenarioRecorder _recorder;
    private readonly UserPool _users;
    private readonly PhaseConductor _conductor;
    private readonly IntervalSeries _series;
    private readonly TimeProvider _time;
    private readonly RunWatch _watch;
    private readonly long _warmUpStartNs = MonotonicClock.NowNs();

    internal ScenarioExecution(ScenarioProps scenario, EngineOptions options, ILoadObserver? observer, ScenarioSession session, TimeProvider time)
    {
        _time = time;
        _watch = new RunWatch(time);
        _scenario = scenario;
        _options = options;
        _session = session;
        _plan = LoadPlan.Create(scenario.LoadSimulations, options.Seed);
        _stop = session.StopOf(scenario.ScenarioName);
        _recorder = new ScenarioRecorder(_warmUpStartNs + Ns(scenario.WarmUpDuration));
        var instances = new InstancePool(CreateInstance);
        _users = new UserPool(instances);
        _conductor = new PhaseConductor(_recorder, instances, _users, new SlotGate(options.MaxConnectionsPerLoop), _stop);
        _series = new IntervalSeries(_recorder, _users, _watch, observer, options.IntervalLength, _warmUpStartNs);
    }

    /// <summary>Runs on the calling thread until all is over.</summary>
    internal ScenarioResult Run()
    {
        _series.Start();
        var measuredFrom = RunPhases(_plan.WarmUp(_scenario.WarmUpDuration), _warmUpStartNs);
        var startedAt = _time.GetUtcNow();
        var usage = new UsageMeter();
        using var probe = new PoolProbe();
        var endNs = RunPhases(_plan.Phases, Math.Max(measuredFrom, _recorder.MeasureStartNs));
        _recorder.EndMeasuringAt(endNs);
        var cancelled = _stop.IsCancellationRequested;
        var used = usage.Read();
        _users.SetTarget(0);
        var delays = probe.End();
        Drain();
        _recorder.Close();
        _over.Cancel();
        _series.Finish();
        used = used with { LongestGcPause = _watch.LongestGcPause, ClockStep = _watch.ClockStep };
        var load = _recorder.Result(startedAt, cancelled, used) with { PoolDelay = delays, PlanArrivals = _plan.PlannedArrivals };
        return new ScenarioResult(_scenario.ScenarioName, load, _recorder.Outcomes());
    }

    /// <summary>Iterations that outlive the run see a token that stays cancelled.</summary>
    public void Dispose()
    {
        _over.Dispose();
        _series.Dispose();
    }

    private long RunPhases(IReadOnlyList<LoadPhase> phases, long startNs)
    {
        var at = startNs;
        foreach (var phase in phases.TakeWhile(_ => !_stop.IsCancellationRequested))
        {
            at = _conductor.Run(phase, at);
        }

        return at;
    }

    /// <summary>Waits for iterations under way, no longer than the options say.</summary>
    private void Drain()
    {
        var latest = MonotonicClock.NowNs() + Ns(_options.DrainTimeout);
        while (_recorder.IsBusy && MonotonicClock.NowNs() < latest)
        {
            Thread.Sleep(DrainCheck);
        }
    }

    private ScenarioInstance CreateInstance(int number)
    {
        var info = InfoOf(_scenario, _plan.Duration, number);
        var instance = new ScenarioInstance(_scenario, _session, _recorder, info, unchecked((_options.Seed * 397) ^ number), _over.Token);
        _recorder.Register(instance.Iteration);
        return instance;
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
}
