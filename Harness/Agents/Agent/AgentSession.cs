using System.Net.WebSockets;
using LoadLab.Engine.Measurement;
using LoadLab.Harness.Agents.Protocol;
using LoadLab.Harness.Agents.Protocol.Messages;
using LoadLab.Harness.Agents.Protocol.Specs;
using LoadLab.Harness.Agents.Translation;

namespace LoadLab.Harness.Agents.Agent;

/// <summary>An agent from its start to its end: looks for its coordinator, serves it, and looks again when it is gone.</summary>
/// <param name="options">Its command line.</param>
/// <param name="time">Paces its looks.</param>
/// <param name="log">Told what happens, one sentence a line.</param>
internal sealed class AgentSession(AgentOptions options, TimeProvider time, Action<string> log) : IDisposable
{
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(3);

    /// <summary>How long a coordinator is given to let an agent go that wants to.</summary>
    private static readonly TimeSpan LeaveTime = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);

    private readonly Guid _instance = Guid.NewGuid();

    /// <summary>Spreads the looks of many agents, so that they do not all knock at once.</summary>
    private readonly Random _spread = new(Environment.ProcessId);
    private readonly AgentOutbox _outbox = new();
    private readonly AgentUsage _usage = new();
    private AgentRun? _run;
    private string _name = options.Name;
    private long _heardNs;
    private long _leaseNs = long.MaxValue;

    /// <summary>Serves until cancelled, or until the coordinator says that it is no longer needed.</summary>
    /// <param name="cancellationToken">Asks it to leave in good order.</param>
    /// <exception cref="UserErrorException">The coordinator refused it, or was not found in time.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var goneSince = time.GetTimestamp();
        var wait = ShortestWait;
        var said = "";
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                try
                {
                    await using var link = await OpenAsync(cancellationToken).ConfigureAwait(false);
                    (wait, said) = (ShortestWait, "");
                    if (await ServeAsync(link, cancellationToken).ConfigureAwait(false))
                    {
                        return;
                    }

                    goneSince = time.GetTimestamp();
                }
                catch (Exception e) when (e is WebSocketException or ProtocolException or IOException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
                {
                    var reason = Reason(e);
                    if (reason != said)
                    {
                        log($"{options.Coordinator} is not there ({reason}): trying again.");
                        said = reason;
                    }
                }

                HoldToLease();
                ThrowIfGivenUp(time.GetElapsedTime(goneSince));
                await Task.Delay(wait * (0.75 + (_spread.NextDouble() / 2)), time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                wait = TimeSpan.FromTicks(Math.Min(wait.Ticks * 2, LongestWait.Ticks));
            }
        }
        finally
        {
            await EndRunAsync().ConfigureAwait(false);
        }
    }

    public void Dispose() => _run?.Dispose();

    private Task<CoordinatorLink> OpenAsync(CancellationToken cancellationToken) => CoordinatorLink.OpenAsync(
        options,
        _instance,
        AgentCapabilitiesOf.ThisMachine(options.Limits),
        _run is { } run ? new RunProgress(run.Id, run.NextSequence) : null,
        time,
        cancellationToken);

    /// <returns>True where the coordinator has let this agent go for good.</returns>
    private async Task<bool> ServeAsync(CoordinatorLink link, CancellationToken cancellationToken)
    {
        _name = link.Welcome.Name;
        _leaseNs = link.Welcome.LeaseNs;
        log($"Joined {options.Coordinator} as {_name}.");
        await TakeUpRunAsync(link.Welcome).ConfigureAwait(false);
        Hear(MonotonicClock.NowNs());

        using var over = new CancellationTokenSource();
        using var leaving = cancellationToken.Register(() => BeginToLeave(over));
        var sending = SendAsync(link.Channel, over.Token);
        var watching = WatchAsync(link, WireTime.Span(link.Welcome.HeartbeatNs), over.Token);
        try
        {
            return await ReceiveAsync(link.Channel, over.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return true;
        }
        finally
        {
            await over.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(sending, watching).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>A run that the coordinator still knows goes on, and is told from where it stopped hearing; any other one ends.</summary>
    private async Task TakeUpRunAsync(Welcome welcome)
    {
        if (_run is not null && welcome.Run != _run.Id)
        {
            log("The coordinator does not know this agent's run: it is ended.");
            await EndRunAsync().ConfigureAwait(false);
        }

        _outbox.BeginConnection(_run is null ? 0 : welcome.NextSequence);
    }

    private async Task<bool> ReceiveAsync(MessageChannel channel, CancellationToken cancellationToken)
    {
        while (await channel.ReceiveAsync(cancellationToken).ConfigureAwait(false) is { } message)
        {
            var nowNs = MonotonicClock.NowNs();
            if (message is Bye bye)
            {
                log($"The coordinator let this agent go: {bye.Reason}");
                return true;
            }

            if (HoldToLease())
            {
                // It waited here while this process stood still: who sent it may be gone, and has given the load to others.
                log("What the coordinator said came too late: a new connection is made.");
                return false;
            }

            Hear(nowNs);
            await HandleAsync(message, nowNs).ConfigureAwait(false);
        }

        log("The coordinator closed the connection.");
        return false;
    }

    private async Task HandleAsync(Message message, long nowNs)
    {
        switch (message)
        {
            case Ping ping:
                _outbox.Send(new Pong(ping.Id, ping.T0Ns, nowNs, MonotonicClock.NowNs()));
                break;
            case Prepare prepare:
                await EndRunAsync().ConfigureAwait(false);
                log($"Prepares a load on {string.Join(", ", prepare.Load.Targets)}.");
                _run = new AgentRun(prepare, _name, options.Limits, _outbox);
                _run.HoldUntil(LeaseEndsNs(nowNs));
                break;
            case FeedChunk chunk when chunk.Run == _run?.Id:
                _run.Add(chunk);
                break;
            case Start start when start.Run == _run?.Id:
                _run.Start(start.AtNs);
                break;
            case Ack ack when ack.Run == _run?.Id:
                _outbox.Acknowledge(ack.Sequence);
                break;
            case Reshare share when share.Run == _run?.Id:
                // Its schedules may take long to build, and the next ping must not wait for them.
                var run = _run;
                _ = Task.Run(() => run.Reshare(share));
                break;
            case GiveRows rows when rows.Run == _run?.Id:
                _run.GiveRows(rows);
                break;
            case EndStage end when end.Run == _run?.Id:
                _run.EndStage(end);
                break;
            case Stop stop when stop.Run == _run?.Id:
                log($"Ends its load: {stop.Reason}");
                _run.Stop();
                break;
            case Refused refused:
                throw new WebSocketException($"refused: {refused.Reason}");
            default:
                // Of a run that is over here.
                break;
        }
    }

    private async Task SendAsync(MessageChannel channel, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var message = await _outbox.TakeAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                await channel.SendAsync(message, cancellationToken).ConfigureAwait(false);
            }
            catch (ProtocolException e)
            {
                // What may not be said now is about a run that is over, and nobody's loss.
                log($"Did not say {message.GetType().Name}: {e.Message}.");
            }
        }
    }

    /// <summary>Tells of itself with each heartbeat, and ends its load when nothing is heard for too long.</summary>
    private async Task WatchAsync(CoordinatorLink link, TimeSpan heartbeat, CancellationToken cancellationToken)
    {
        var told = time.GetTimestamp();
        while (!cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(Tick, time, cancellationToken).ConfigureAwait(false);
            if (HoldToLease())
            {
                // Whatever is at the other end, it does not answer: another connection may.
                await link.DisposeAsync().ConfigureAwait(false);
                return;
            }

            if (time.GetElapsedTime(told) >= heartbeat)
            {
                told = time.GetTimestamp();
                _outbox.Send(_usage.Take(_run is { HasEnded: false } run ? run.Id : null, _outbox.Unacknowledged));
            }
        }
    }

    private void Hear(long nowNs)
    {
        Volatile.Write(ref _heardNs, nowNs);
        _run?.HoldUntil(LeaseEndsNs(nowNs));
    }

    private long LeaseEndsNs(long heardNs) => _leaseNs > long.MaxValue - heardNs ? long.MaxValue : heardNs + _leaseNs;

    /// <summary>A load that nobody watches must not go on.</summary>
    /// <returns>True where the coordinator has not been heard of for too long.</returns>
    private bool HoldToLease()
    {
        if (MonotonicClock.NowNs() - Volatile.Read(ref _heardNs) <= _leaseNs)
        {
            return false;
        }

        if (_run is { } run && run.EndUnheard())
        {
            log($"Nothing heard of the coordinator for {_leaseNs / 1e9:0.#} s: the load is ended.");
        }

        return true;
    }

    private void ThrowIfGivenUp(TimeSpan gone)
    {
        if (options.GiveUpAfter is { } longest && gone > longest)
        {
            throw new UserErrorException(ExitCode.TargetUnavailable, $"{options.Coordinator} was not found for {longest}: check that a sweep runs there and waits for agents.");
        }
    }

    private void BeginToLeave(CancellationTokenSource over)
    {
        log("Leaves: its load is given to the others first.");
        _outbox.Send(new Leave("It was asked to stop."));
        over.CancelAfter(LeaveTime);
    }

    private async Task EndRunAsync()
    {
        if (_run is { } run)
        {
            _run = null;
            await run.EndAsync().ConfigureAwait(false);
            run.Dispose();
            _outbox.Clear();
        }
    }

    private static string Reason(Exception failure) => failure.GetBaseException().Message.TrimEnd('.');
}
