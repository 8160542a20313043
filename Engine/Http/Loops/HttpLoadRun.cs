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
    private readonly bool _isLimitedByFiles;
    private readonly FirstReason _firstTlsFailure = new();

    /// <exception cref="LoadSetupException">Too few descriptors, a transport that cannot start, too many bytes of bodies.</exception>
    /// <param name="load">The load.</param>
    /// <param name="targets">Its targets, resolved.</param>
    /// <param name="transport">What carries the requests.</param>
    /// <param name="observer">Told of intervals.</param>
    /// <param name="wallClock">Labels the start, and is held against the monotonic clock.</param>
    /// <param name="tls">For targets that use https; null where none does.</param>
    public HttpLoadRun(
        HttpLoad load, IReadOnlyList<LoadTarget> targets, TransportChoice transport, ILoadObserver? observer, TimeProvider wallClock, TlsClient? tls = null)
    {
        _wallClock = wallClock;
        _watch = new RunWatch(wallClock);
        _transport = transport;
        _version = load.Version;
        var options = load.Options;
        var plan = LoadPlan.Create(load.Simulations, options.Seed);
        var shares = Enumerable.Range(0, options.Loops).Select(loop => plan.Share(loop, options.Loops)).ToArray();
        var warmUp = shares.Select(share => share.WarmUp(load.WarmUp)).ToArray();
        var phases = shares.Select((share, loop) => (IReadOnlyList<LoadPhase>)[.. warmUp[loop], .. share.Phases]).ToArray();
        var maxConnections = ConnectionBudget.PerLoop(options, NativeThread.MaxOpenFiles() - ReservedFiles);
        _plan = plan;
        _isLimitedByFiles = maxConnections < options.MaxConnectionsPerLoop;
        ConnectionBudget.ThrowIfTooSmall(phases, targets.Count, maxConnections);

        _uniqueRows = [.. load.Requests.Select(request => request.Feed is { Order: FeedOrder.Unique } feed
            ? new UniqueRows(feed.Rows.Count, load.FeedShare)
            : null)];
        _exchange = new IntervalExchange(load.Requests.Count);
        _requests = new RequestTable(targets, load.Requests, load.Version);
        _timeline = new RunTimeline([.. phases[0].Select(phase => phase.DurationNs)], warmUp[0].Count, options.Loops);
        try
        {
            for (var loop = 0; loop < options.Loops; loop++)
            {
                _transports.Add(OpenTransport(tls));
                _threads.Add(CreateThread(load, targets, phases[loop], maxConnections, loop));
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

        var labelled = _wallClock.GetUtcNow();
        _timeline.Start(MonotonicClock.NowNs());
        _threads.ForEach(thread => thread.Release());
        using var probe = _transport.Factory.UsesThreadPool ? new PoolProbe(_timeline.MeasuredStartNs) : null;
        using (cancellationToken.Register(Cancel))
        {
            _aggregator.Run();
        }

        _threads.ForEach(thread => thread.Join());
        _failure.ThrowIfAny();
        return ToResult(labelled) with { PoolDelay = probe?.End() };
    }

    public void Dispose()
    {
        _transports.ForEach(transport => transport.Dispose());
        _threads.ForEach(thread => thread.Dispose());
        _requests.Dispose();
        _exchange.Dispose();
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
        HttpLoad load, IReadOnlyList<LoadTarget> targets, IReadOnlyList<LoadPhase> phases, int maxConnections, int loop) => new(
        new EventLoop(new LoopSetup
        {
            Index = loop,
            Loops = load.Options.Loops,
            Phases = phases,
            Targets = targets,
            Requests = _requests,
            FeedShare = load.FeedShare,
            UniqueRows = _uniqueRows,
            Version = load.Version,
            ThinkTime = load.ThinkTime,
            Options = load.Options,
            MaxConnections = maxConnections,
            Timeline = _timeline,
            Exchange = _exchange,
            Transport = _transports[loop],
            WakeAll = WakeAll,
        }),
        loop,
        load.Options.Processors is { } processors ? processors[loop % processors.Count] : null,
        _exchange,
        OnFailed);

    private void WakeAll() => _transports.ForEach(transport => transport.Wake());

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
            PlanArrivals = _timeline.IsCancelled ? null : _plan.PlannedArrivals,
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
