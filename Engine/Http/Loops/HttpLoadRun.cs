using System.Net.Security;
using LoadLab.Engine.Http.Transports;
using LoadLab.Engine.Http.Wire;
using LoadLab.Engine.Interop;
using LoadLab.Engine.LoadModels;
using LoadLab.Engine.Measurement;
using LoadLab.Engine.SelfCheck;

namespace LoadLab.Engine.Http.Loops;

/// <summary>One run: its loops on their threads, and the result put together from what they recorded.</summary>
internal sealed class HttpLoadRun : IDisposable
{
    /// <summary>Descriptors left to the runtime and the rest of the program.</summary>
    private const int ReservedFiles = 256;

    /// <summary>Before the start, the loops wait this long by themselves, and nothing can cancel that.</summary>
    private const long LastWaitMs = 20;

    private readonly RequestTable _requests;
    private readonly IReadOnlyList<UniqueRows?> _uniqueRows;
    private readonly IntervalExchange _exchange;
    private readonly List<ITransport> _transports = [];
    private readonly RunTimeline _timeline;
    private readonly List<LoopThread> _threads = [];
    private readonly IntervalAggregator _aggregator;
    private readonly TransportChoice _transport;
    private readonly HttpProtocolVersion _version;
    private readonly FirstFailure _failure = new();
    private readonly TimeProvider _wallClock;
    private readonly RunWatch _watch;
    private readonly LoadPlan _plan;
    private readonly HttpLoad _load;
    private readonly LoadControl? _control;
    private readonly SharePlanner _planner;
    private readonly ShareChanges _shares;
    private readonly Lock _resharing = new();
    private readonly Lock _waking = new();
    private readonly bool _isLimitedByFiles;
    private readonly FirstReason _firstTlsFailure = new();
    private bool _isOver;

    /// <exception cref="LoadSetupException">Too few descriptors, a transport that cannot start, too many bytes of bodies.</exception>
    /// <param name="load">The load.</param>
    /// <param name="targets">Its targets, resolved.</param>
    /// <param name="transport">What carries the requests.</param>
    /// <param name="observer">Told of intervals.</param>
    /// <param name="wallClock">Labels the start, and is held against the monotonic clock.</param>
    /// <param name="tls">For targets that use https; null where none does.</param>
    /// <param name="control">Asks for changes, and is told; null for a run that is alone.</param>
    public HttpLoadRun(
        HttpLoad load,
        IReadOnlyList<LoadTarget> targets,
        TransportChoice transport,
        ILoadObserver? observer,
        TimeProvider wallClock,
        TlsClient? tls = null,
        LoadControl? control = null)
    {
        _load = load;
        _control = control;
        _wallClock = wallClock;
        _watch = new RunWatch(wallClock);
        _transport = transport;
        _version = load.Version;
        var options = load.Options;
        var plan = LoadPlan.Create(load.Simulations, options.Seed);
        _planner = new SharePlanner(plan, load.WarmUp, options.Loops);
        var first = _planner.First(load.Share);
        _shares = new ShareChanges(first, MonotonicClock.NowNs);
        var phases = first.Loops.Select(loop => loop.Phases).ToArray();
        var maxConnections = ConnectionBudget.PerLoop(options, NativeThread.MaxOpenFiles() - ReservedFiles);
        _plan = plan.Share(load.Share.Dealt);
        _isLimitedByFiles = maxConnections < options.MaxConnectionsPerLoop;
        ConnectionBudget.ThrowIfTooSmall(phases, targets.Count, maxConnections);

        _uniqueRows = [.. load.Requests.Select((request, index) => request.Feed is { Order: FeedOrder.Unique } feed
            ? new UniqueRows(feed.Rows.Count, RowsOf(load, index))
            : null)];
        _exchange = new IntervalExchange(load.Requests.Count);
        _requests = new RequestTable(targets, load.Requests, load.Version);
        var warmUpPhases = phases[0].Count - plan.Phases.Count;
        Action<int, long>? onIterationsDone = control?.IterationsDone is { } done ? (phase, atNs) => done(phase - warmUpPhases, atNs) : null;
        _timeline = new RunTimeline([.. phases[0].Select(phase => phase.DurationNs)], warmUpPhases, options.Loops, onIterationsDone);
        try
        {
            for (var loop = 0; loop < options.Loops; loop++)
            {
                _transports.Add(OpenTransport(tls));
                _threads.Add(CreateThread(targets, maxConnections, loop));
            }
        }
        catch
        {
            // Nobody else has this run to dispose of.
            Dispose();
            throw;
        }

        _aggregator = new IntervalAggregator(_exchange, _timeline, options.Loops, _watch, observer, OnFailed, [.. load.Requests.Select(request => request.Label)]);
    }

    /// <summary>What each loop told, in the order of loops; after <see cref="Execute"/>.</summary>
    public IReadOnlyList<LoopOutcome> Outcomes => [.. _threads.Select(thread => thread.Outcome)];

    /// <exception cref="LoadSetupException">A loop could not be bound to its processor.</exception>
    public LoadResult Execute(CancellationToken cancellationToken)
    {
        _control?.Attach(this);
        foreach (var thread in _threads)
        {
            thread.Prepare();
        }

        var failure = _threads.Select(thread => thread.WaitUntilReady()).FirstOrDefault(error => error is not null);
        if (failure is not null)
        {
            _threads.ForEach(thread => thread.Abandon());
            throw failure;
        }

        var labelled = Start(cancellationToken);
        _threads.ForEach(thread => thread.Release());
        using var probe = _transport.Factory.UsesThreadPool ? new PoolProbe(_timeline.MeasuredStartNs) : null;
        using (cancellationToken.Register(Cancel))
        {
            _aggregator.Run();
        }

        _threads.ForEach(thread => thread.Join());
        lock (_waking)
        {
            _isOver = true;
        }

        _failure.ThrowIfAny();
        return ToResult(labelled) with { PoolDelay = probe?.End() };
    }

    /// <summary>See <see cref="LoadControl.TryReshare"/>. Called on any thread, and takes its time there.</summary>
    public bool TryReshare(LoadShare share, TimeSpan fromOffset)
    {
        lock (_resharing)
        {
            if (_planner.TryChange(share, fromOffset, _timeline) is not { } change || !_shares.TryAdd(change))
            {
                return false;
            }
        }

        WakeFromOutside();
        return true;
    }

    /// <summary>See <see cref="LoadControl.EndStage"/>.</summary>
    public void EndStage(int stage, long atNs)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(stage);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(stage, _load.Simulations.Count);
        if (_timeline.EndPhase(stage + _timeline.WarmUpPhases, atNs, MonotonicClock.NowNs()))
        {
            WakeFromOutside();
        }
    }

    /// <summary>See <see cref="LoadControl.TryHoldUntil"/>.</summary>
    public bool TryHoldUntil(long endsNs)
    {
        _timeline.HoldToLease(MonotonicClock.NowNs());
        return _timeline.TryHoldUntil(endsNs);
    }

    /// <summary>See <see cref="LoadControl.GiveRows"/>.</summary>
    public IReadOnlyList<RowShares> GiveRows(bool all) =>
    [
        .. _uniqueRows.Select((rows, request) => new RowShares(request, rows?.Give(all) ?? [])).Where(share => share.Parts.Count > 0),
    ];

    /// <summary>See <see cref="LoadControl.TakeRows"/>.</summary>
    public void TakeRows(IReadOnlyList<RowShares> rows)
    {
        RowShareRules.ThrowIfInvalid(rows, _load.Requests);
        foreach (var share in rows)
        {
            _uniqueRows[share.Request]!.Add(share.Parts);
        }
    }

    public void Dispose()
    {
        _transports.ForEach(transport => transport.Dispose());
        _threads.ForEach(thread => thread.Dispose());
        _requests.Dispose();
        _exchange.Dispose();
    }

    private static IEnumerable<RowShare> RowsOf(HttpLoad load, int request)
    {
        if (load.Rows is { } rows)
        {
            return rows.Where(share => share.Request == request).SelectMany(share => share.Parts);
        }

        return load.Share == LoadShare.None ? [] : [new RowShare(load.Share.Index, load.Share.Count)];
    }

    /// <summary>Waits for the start, or for the last moments before it, which each loop waits for itself; returns a label of the start.</summary>
    private DateTimeOffset Start(CancellationToken cancellationToken)
    {
        var startNs = AwaitStart(cancellationToken);
        var nowNs = MonotonicClock.NowNs();
        var label = _wallClock.GetUtcNow() + TimeSpan.FromTicks(((startNs ?? nowNs) - nowNs) / TimeSpan.NanosecondsPerTick);
        _watch.Begin();
        _shares.Start(startNs ?? nowNs);
        _timeline.Start(startNs ?? nowNs);
        _control?.SetStarted(startNs ?? nowNs);
        if (startNs is null)
        {
            _timeline.Cancel(nowNs);
        }

        return label;
    }

    /// <summary>When to start; null where the run was cancelled before.</summary>
    private long? AwaitStart(CancellationToken cancellationToken)
    {
        try
        {
            var startNs = _control?.AwaitStart is { } awaitStart ? awaitStart(cancellationToken) : MonotonicClock.NowNs();
            var waitMs = ((startNs - MonotonicClock.NowNs()) / 1_000_000) - LastWaitMs;
            var isCancelled = waitMs > 0 && cancellationToken.WaitHandle.WaitOne((int)Math.Min(waitMs, int.MaxValue));
            return isCancelled || cancellationToken.IsCancellationRequested ? null : startNs;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        catch
        {
            _threads.ForEach(thread => thread.Abandon());
            throw;
        }
    }

    private ITransport OpenTransport(TlsClient? tls) => _transport.Factory.Open(new TransportSetup
    {
        // Encrypted bytes are written over as soon as they are sent.
        MessagesLast = _version != HttpProtocolVersion.Http2 && tls is null,
        Tls = tls,
        ApplicationProtocols = [_version == HttpProtocolVersion.Http2 ? SslApplicationProtocol.Http2 : SslApplicationProtocol.Http11],
        FirstTlsFailure = _firstTlsFailure,
    });

    private LoopThread CreateThread(
        IReadOnlyList<LoadTarget> targets, int maxConnections, int loop) => new(
        new EventLoop(new LoopSetup
        {
            Index = loop,
            Shares = _shares,
            Targets = targets,
            Requests = _requests,
            UniqueRows = _uniqueRows,
            Version = _version,
            ThinkTime = _load.ThinkTime,
            Options = _load.Options,
            MaxConnections = maxConnections,
            Timeline = _timeline,
            Exchange = _exchange,
            Transport = _transports[loop],
            WakeAll = WakeAll,
        }),
        loop,
        _load.Options.Processors is { } processors ? processors[loop % processors.Count] : null,
        _exchange,
        OnFailed);

    private void WakeAll() => _transports.ForEach(transport => transport.Wake());

    /// <summary>Where somebody asks who does not know that the run has just ended, there is nobody to wake.</summary>
    private void WakeFromOutside()
    {
        lock (_waking)
        {
            if (!_isOver)
            {
                WakeAll();
            }
        }
    }

    private void Cancel()
    {
        _timeline.Cancel(MonotonicClock.NowNs());
        WakeAll();
    }

    /// <summary>Without one of its loops, or its observer, the run would measure something else than was asked for.</summary>
    private void OnFailed(Exception failure)
    {
        _failure.Set(failure);
        Cancel();
    }

    private LoadResult ToResult(DateTimeOffset runStartedAt)
    {
        var stalled = new StalledRequests();
        foreach (var part in Outcomes.Select(outcome => outcome.Stalled).OfType<StalledRequests>())
        {
            stalled.Add(part);
        }

        return _aggregator.ToResult(runStartedAt, _transport.Factory.Name, ToUsage()) with
        {
            UsedUpRequest = _timeline.UsedUpRequest is { } request ? _requests.Requests[request].Label : null,
            PeakInFlight = Outcomes.Sum(outcome => outcome.PeakInFlight),
            PeakConnections = Outcomes.Sum(outcome => outcome.PeakConnections),
            TransportNote = _transport.Note,
            HttpVersion = _version == HttpProtocolVersion.Http2 ? "2" : "1.1",
            ProtocolFailure = Outcomes.Select(outcome => outcome.ProtocolFailure).FirstOrDefault(failure => failure is not null),
            TlsFailure = _firstTlsFailure.Text,
            UndisturbedResponse = stalled.Undisturbed(_aggregator.Total.OkResponse),
            StalledRequests = stalled.Count,
            // After the run: counting random arrivals would delay its start, and of one that was cut short nobody asks.
            PlanArrivals = _timeline.IsCancelled || _shares.HasAny ? null : _plan.PlannedArrivals,
        };
    }

    /// <summary>The process as a whole is read by every loop at the same moments; the first one's reading stands for it.</summary>
    private GeneratorUsage ToUsage() => new()
    {
        LoopCpuShare = [.. Outcomes.Select(outcome => outcome.CpuShare).OfType<double>()],
        ProcessCpu = TimeSpan.FromTicks(Outcomes[0].Used.ProcessCpuNs / TimeSpan.NanosecondsPerTick),
        GcPause = Outcomes[0].Used.GcPause,
        AllocatedBytes = Outcomes[0].Used.AllocatedBytes,
        Collections = Outcomes[0].Used.Collections,
        LongestGcPause = _watch.LongestGcPause,
        ClockStep = _watch.ClockStep,
        Loops = [.. Outcomes.Select(outcome => outcome.ToEvidence())],
        ConnectionsLimitedByFiles = _isLimitedByFiles,
        WorstInterval = _watch.WorstInterval,
    };
}
