using LoadLab.Engine;
using LoadLab.Engine.Http;
using LoadLab.Engine.Measurement;
using LoadLab.Harness.Agents.Protocol;
using LoadLab.Harness.Agents.Protocol.Messages;
using LoadLab.Harness.Agents.Translation;
using LoadLab.Harness.Machines;

namespace LoadLab.Harness.Agents.Agent;

/// <summary>One run of an agent: prepared, started, told of, ended. Lives longer than the connection that it was asked for on.</summary>
internal sealed class AgentRun : ILoadObserver, IDisposable
{
    // One second may hold more than its share, as arrivals that were late are made up for.
    private const double RateTolerance = 1.1;

    private readonly Prepare _prepare;
    private readonly AgentLimits _limits;
    private readonly AgentOutbox _outbox;
    private readonly RunFeeds _feeds;
    private readonly IntervalChain _chain;
    private readonly MachineMeter _machine = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource<long> _startAtNs = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _orders = new();
    private readonly Dictionary<int, bool> _answers = [];
    private readonly LoadControl _control;
    private Task _run = Task.CompletedTask;
    private int _sequence;
    private int _epoch;
    private bool _isCutShort;
    private string? _capReached;
    private string? _caFile;

    /// <param name="prepare">What is asked for.</param>
    /// <param name="name">This agent's name, which its chain of intervals begins with.</param>
    /// <param name="limits">What it may do at most.</param>
    /// <param name="outbox">Where its messages go.</param>
    public AgentRun(Prepare prepare, string name, AgentLimits limits, AgentOutbox outbox)
    {
        _prepare = prepare;
        _limits = limits;
        _outbox = outbox;
        _feeds = new RunFeeds(prepare.Load, prepare.FeedBytes);
        _chain = new IntervalChain(prepare.Run, name);
        _control = new LoadControl { AwaitStart = AwaitStart, IterationsDone = TellStageDone };
        BeginIfComplete();
    }

    public Guid Id => _prepare.Run;

    /// <summary>The run has ended, and its last word is in the outbox.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>The first interval not yet told.</summary>
    public int NextSequence => Volatile.Read(ref _sequence);

    public void Add(FeedChunk chunk)
    {
        try
        {
            _feeds.Add(chunk);
        }
        catch (FormatException e)
        {
            Fail(RunFailureCode.CannotStart, e.Message);
            return;
        }

        BeginIfComplete();
    }

    /// <summary>Begins at this moment of this machine's monotonic clock.</summary>
    public void Start(long atNs) => _startAtNs.TrySetResult(atNs);

    /// <summary>From an offset on, another share. Said again on a new connection it is answered again, and changes nothing.</summary>
    public void Reshare(Reshare order)
    {
        lock (_orders)
        {
            if (!_answers.TryGetValue(order.Epoch, out var accepted))
            {
                _answers.Add(order.Epoch, accepted = TryReshare(order));
            }

            _outbox.Send(new Reshared(Id, order.Epoch, accepted));
        }
    }

    public void GiveRows(GiveRows order) =>
        _outbox.Send(new RowsGiven(Id, order.Epoch, RowsMessages.Write(_control.GiveRows(order.All))));

    public void EndStage(EndStage order) => _control.EndStage(order.Stage, order.AtNs);

    /// <summary>Lets the load go on until this moment of the monotonic clock: it ends by itself unless it is let go on further by then.</summary>
    public void HoldUntil(long endsNs) => _control.TryHoldUntil(endsNs);

    /// <summary>Ends the load where it has not come to its end by itself; what was measured is told all the same.</summary>
    /// <returns>True where the load is cut short by that, or was by its lease, and this is the first call.</returns>
    public bool EndUnheard() => Stop() && (!HasEnded || _isCutShort);

    /// <summary>Ends the load; what was measured is told all the same.</summary>
    /// <returns>False where it was ended before.</returns>
    public bool Stop()
    {
        if (_stop.IsCancellationRequested)
        {
            return false;
        }

        _stop.Cancel();
        return true;
    }

    /// <summary>Ends the load and waits until nothing of it is left.</summary>
    public async Task EndAsync()
    {
        Stop();
        await _run.ConfigureAwait(false);
    }

    public void OnInterval(IntervalResult interval)
    {
        FollowMachine(interval);
        var message = _chain.Seal(IntervalMessages.Write(interval, Id, _sequence, Volatile.Read(ref _epoch)));
        Volatile.Write(ref _sequence, _sequence + 1);
        _outbox.Add(message);
        HoldToLimits(interval);
    }

    public void Dispose()
    {
        _stop.Dispose();
        if (_caFile is not null)
        {
            File.Delete(_caFile);
        }
    }

    private bool TryReshare(Reshare order)
    {
        if (order.Rows is { } rows)
        {
            _control.TakeRows(RowsMessages.Read(rows));
        }

        if (!_control.TryReshare(new LoadShare(order.Share.Index, order.Share.Count), WireTime.Span(order.OffsetNs)))
        {
            return false;
        }

        Volatile.Write(ref _epoch, order.Epoch);
        return true;
    }

    private void BeginIfComplete()
    {
        if (!_feeds.AreComplete || HasEnded)
        {
            return;
        }

        try
        {
            _caFile = WriteCa(_prepare.Load.Tls.CaPem);
            var share = new LoadShare(_prepare.Share.Index, _prepare.Share.Count);
            var load = LoadSpecs.Read(_prepare.Load, share, _feeds.Read(), _caFile) with { Rows = _prepare.Rows is { } rows ? RowsMessages.Read(rows) : null };
            load = load with { Options = load.Options with { Processors = _prepare.Processors } };
            if (_limits.RefusalOf(load) is { } refusal)
            {
                Fail(RunFailureCode.NotAllowed, refusal);
                return;
            }

            _run = Task.Run(() => RunAsync(_limits.Applied(load)));
        }
        catch (Exception e) when (e is FormatException or ProtocolException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            Fail(RunFailureCode.CannotStart, e.Message);
        }
    }

    private static string? WriteCa(string? pem)
    {
        if (pem is null)
        {
            return null;
        }

        var file = Path.Combine(Path.GetTempPath(), $"loadlab-ca-{Guid.NewGuid():N}.pem");
        File.WriteAllText(file, pem);
        return file;
    }

    private async Task RunAsync(HttpLoad load)
    {
        try
        {
            var result = await new HttpLoadEngine().RunAsync(load, this, _control, _stop.Token).ConfigureAwait(false);
            if (_capReached is { } reached)
            {
                Fail(RunFailureCode.CapReached, reached);
                return;
            }

            _isCutShort = result.Cancelled;
            var spec = ResultMessages.Write(result, _control.StartedNs, _machine.Use);
            _outbox.Finish(new Result(Id, _sequence, _chain.Digest, spec, Encoded(result.UndisturbedResponse), Encoded(result.PoolDelay)));
            HasEnded = true;
        }
        catch (OperationCanceledException)
        {
            Fail(RunFailureCode.Failed, "It was stopped before it began.");
        }
        catch (Exception e) when (e is LoadSetupException or ArgumentException)
        {
            Fail(RunFailureCode.CannotStart, e.Message);
        }
        catch (Exception e)
        {
            // The coordinator has to know, whatever it was: it waits for this agent's share.
            Fail(RunFailureCode.Failed, $"{e.GetType().Name}: {e.Message}");
        }
    }

    private void Fail(RunFailureCode code, string reason)
    {
        _outbox.Finish(new RunFailed(Id, code, Sentence.Of(reason)));
        HasEnded = true;
    }

    private static ReadOnlyMemory<byte>? Encoded(LatencyHistogram? histogram) => histogram is null ? default(ReadOnlyMemory<byte>?) : HistogramEncoding.Encode(histogram);

    /// <summary>Everything is set up: says so, and waits for the moment on which all agents agree.</summary>
    private long AwaitStart(CancellationToken cancellationToken)
    {
        var transport = _prepare.Load.Transport is { } named ? (Name: named, Note: null) : HttpLoadEngine.BestTransport();
        _outbox.Send(new Prepared(Id, transport.Name, transport.Note is { } note ? Sentence.Of(note) : null));
        _startAtNs.Task.Wait(cancellationToken);
        var atNs = _startAtNs.Task.GetAwaiter().GetResult();
        if (_prepare.Load.WarmUpNs == 0)
        {
            _machine.Begin();
        }

        var lateNs = Math.Max(0, MonotonicClock.NowNs() - atNs);
        _outbox.Send(new Started(Id, atNs + lateNs, lateNs));
        return atNs;
    }

    private void TellStageDone(int stage, long atNs) => _outbox.SendLasting(new StageDone(Id, stage, atNs));

    private void FollowMachine(IntervalResult interval)
    {
        if (interval.IsWarmUp && interval.Start + interval.Length >= -TimeSpan.FromMilliseconds(1))
        {
            _machine.Begin();
        }
        else if (interval is { IsWarmUp: false, IsDrain: false })
        {
            _machine.End();
        }
    }

    private void HoldToLimits(IntervalResult interval)
    {
        // A cut at a stage's end may leave a sliver, of which no rate can be told.
        if (_limits.Rate is { } rate && interval.Length.TotalSeconds >= 0.5 && interval.Counts.Sent > rate * RateTolerance * interval.Length.TotalSeconds)
        {
            Reach($"It sent {interval.Counts.Sent / interval.Length.TotalSeconds:#,0.#} requests a second, and may send {rate:#,0.#} (--max-rate).");
        }

        if (_limits.Duration is { } longest && interval.Start + interval.Length + WireTime.Span(_prepare.Load.WarmUpNs) > longest + TimeSpan.FromSeconds(1) && !interval.IsDrain)
        {
            Reach($"It ran for longer than {longest}, which it may not (--max-duration).");
        }
    }

    private void Reach(string reason)
    {
        _capReached ??= reason;
        _stop.Cancel();
    }
}
