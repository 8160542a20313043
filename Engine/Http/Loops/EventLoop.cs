using LoadLab.Engine.Http.Transports;
using LoadLab.Engine.Http.Wire;
using LoadLab.Engine.LoadModels;
using LoadLab.Engine.Measurement;
using LoadLab.Engine.SelfCheck;

namespace LoadLab.Engine.Http.Loops;

/// <summary>One event loop: its share of the plan, its connections, users and recorders, on one thread and without a lock.</summary>
/// <remarks>
/// One turn: wait for events; read the clock once (they had all happened by then); close intervals and phases that are over;
/// take the events; start what is due. A request's actual send has a clock reading of its own, so that the time the loop spends on a
/// batch is never counted as the target's.
/// </remarks>
internal sealed partial class EventLoop : ITransportHandler, IDisposable
{
    /// <summary>Events taken at once: few while arrivals fall due, so that none waits for a long batch.</summary>
    private const int ClosedBatch = 64;
    private const int OpenBatch = 8;

    /// <summary>Arrivals or users started between two looks at the events.</summary>
    private const int StartBatch = 32;

    private const int ThinkStream = 1;
    private const int ChoiceStream = 2;

    private readonly LoopSetup _setup;
    private readonly ITransport _transport;
    private readonly RunTimeline _timeline;
    private readonly RequestChooser _chooser;
    private readonly TargetState[] _targets;
    private Random _think;
    private readonly long _connectTimeoutNs;
    private readonly long _responseTimeoutNs;
    private readonly long _intervalNs;
    private readonly long _drainNs;

    /// <summary>The last reading of the clock.</summary>
    private long _clockNs;

    /// <summary>The reading just before the events now being dispatched.</summary>
    private long _batchNs;

    /// <summary>More had happened than was taken at once.</summary>
    private bool _hasMoreEvents;

    private readonly StallWatch _stalls = new();
    private readonly StalledRequests _stalled = new();
    private readonly bool _isPrecise;

    private WakeDelay _wakeDelay;

    public EventLoop(LoopSetup setup)
    {
        _setup = setup;
        _transport = setup.Transport;
        _timeline = setup.Timeline;
        _targets = [.. setup.Targets.Select((target, index) => new TargetState(index, new ConnectTarget(target.Address, target.TlsHost)))];
        _share = setup.Shares.First;
        _chooser = new RequestChooser(setup.Requests, setup.UniqueRows, Share.Part, NewRandom(ChoiceStream));
        _think = NewRandom(ThinkStream);
        _thinkMinimumNs = ToNs(setup.ThinkTime.Minimum);
        _thinkRangeNs = ToNs(setup.ThinkTime.Maximum) - _thinkMinimumNs;
        _connectTimeoutNs = ToNs(setup.Options.ConnectTimeout);
        _responseTimeoutNs = ToNs(setup.Options.ResponseTimeout);
        _intervalNs = ToNs(setup.Options.IntervalLength);
        _drainNs = ToNs(setup.Options.DrainTimeout);
        _isPrecise = setup.Options.Pacing == Pacing.Precise;
        BeginTargets();
        _recorder = setup.Exchange.Rent();
        _isHttp2 = setup.Version == HttpProtocolVersion.Http2;
    }

    /// <summary>Runs to the end of the plan or until the timeline is cancelled. The timeline must have been started.</summary>
    public LoopOutcome Run()
    {
        BeginRun();
        while (!_hasFinished)
        {
            var timeoutNs = TimeoutNs();
            var waitedFromNs = _clockNs;
            var batch = _arrivals is null ? ClosedBatch : OpenBatch;
            var events = _transport.Wait(timeoutNs, batch);
            _hasMoreEvents = events == batch;
            _clockNs = MonotonicClock.NowNs();
            _batchNs = _clockNs;
            _stalls.OnWaited(waitedFromNs, _clockNs, timeoutNs);
            if (events == 0 && _nextArrivalNs != IArrivalSchedule.End)
            {
                OnWaited(_clockNs - waitedFromNs, timeoutNs);
            }

            AdvanceTo(_clockNs);
            _transport.Dispatch(this);
            StartDue();
            ExpireOverdue();
        }

        return _outcome with { ProtocolFailure = _protocolFailure };
    }

    /// <summary>Closes what the run itself opened; the transport is its owner's.</summary>
    public void Dispose() => _stalls.Dispose();

    private static long ToNs(TimeSpan time) => time.Ticks * TimeSpan.NanosecondsPerTick;

    /// <summary>Of this loop alone among all loops of all generators, as its share of the load is.</summary>
    private Random NewRandom(int stream) =>
        new((int)SeedMixer.Mix((ulong)(uint)_setup.Options.Seed << 32 | (uint)((uint)Share.Part.First << 2 | (uint)stream)));

    private void BeginTargets()
    {
        _nextUserIndex = Share.Part.First;
        _nextTarget = (int)(Share.Part.First % _targets.Length);
    }

    private void OnWaited(long waitedNs, long timeoutNs)
    {
        if (timeoutNs == 0)
        {
            _spunNs += waitedNs;
        }
        else
        {
            _wakeDelay.Observe(waitedNs - timeoutNs);
        }
    }

    /// <summary>A reading between two waits: work that took longer than any batch was held up.</summary>
    private void ReadClock()
    {
        var nowNs = MonotonicClock.NowNs();
        if (nowNs - _clockNs > StallWatch.HeldUpNs)
        {
            _stalls.OnHeldUp(_clockNs, nowNs);
        }

        _clockNs = nowNs;
    }

    private void StartDue()
    {
        if (_arrivals is not null || _queue.Count > 0)
        {
            StartArrivals(StartBatch);
        }

        if (_users.Count > 0 || _timers.NextDueNs != UserTimers.Never)
        {
            StartUsers(StartBatch);
        }
    }

    /// <summary>What is due after the next cut belongs to what comes after it, and is not started before the cut was made.</summary>
    /// <remarks>A change of share is looked for anew, after the clock was read: loops agree on it by that order (see <see cref="ShareChanges"/>).</remarks>
    private long DueLimitNs() => Math.Min(_clockNs, Math.Min(_nextCutNs, NextShareNs) - 1);

    private long TimeoutNs()
    {
        if (_canStartQueued || (_kind == IntervalKind.Drain && _measuredInFlight == 0))
        {
            return 0;
        }

        var atNs = Math.Min(Math.Min(NextCutNs(), _timers.NextDueNs), Math.Min(Math.Min(_nextUserChangeNs, _timeline.LeaseEndsNs), NextDeadlineNs()));
        var arrivalNs = _nextArrivalNs == IArrivalSchedule.End ? long.MaxValue : _nextArrivalNs - (_isPrecise ? _wakeDelay.Ns : 0);
        var untilNs = Math.Min(atNs, arrivalNs);
        if (untilNs > _clockNs && _arrivals is not null)
        {
            // The last reading was before the last send, which took longer than the spin may be cut by.
            ReadClock();
        }

        return Math.Max(0, untilNs - _clockNs);
    }

    private long NextDeadlineNs()
    {
        var connectNs = _connecting.First is { } connecting ? connecting.SentNs + _connectTimeoutNs : long.MaxValue;
        var responseNs = _busy.First is { } busy ? busy.SentNs + _responseTimeoutNs : long.MaxValue;
        return Math.Min(connectNs, responseNs);
    }

    private void ExpireOverdue()
    {
        while (_connecting.First is { } connecting && connecting.SentNs + _connectTimeoutNs <= _clockNs)
        {
            Fail(connecting, ErrorKind.ConnectTimeout, _clockNs);
        }

        while (_busy.First is { } busy && busy.SentNs + _responseTimeoutNs <= _clockNs)
        {
            Fail(busy, ErrorKind.ResponseTimeout, _clockNs);
        }
    }
}
