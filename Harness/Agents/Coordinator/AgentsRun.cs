using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using LoadLab.Engine;
using LoadLab.Engine.Http;
using LoadLab.Engine.Measurement;
using LoadLab.Harness.Agents.Merging;
using LoadLab.Harness.Agents.Protocol.Messages;
using LoadLab.Harness.Agents.Translation;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Agents.Coordinator;

/// <summary>One load on several agents, from what they are told to what they told.</summary>
/// <remarks>
/// Everything that happens goes through one queue and is taken by one task, so nothing below is shared between threads but the queue and
/// what <see cref="IsParticipant"/> and <see cref="NextSequenceOf"/> read.
/// </remarks>
internal sealed partial class AgentsRun : IDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

    /// <summary>For names to be resolved and loops to be set up. An agent that takes longer would never begin.</summary>
    private static readonly TimeSpan PreparingTime = TimeSpan.FromSeconds(60);

    /// <summary>After its end an agent may still drain, and send what it holds.</summary>
    private static readonly TimeSpan EndingTime = TimeSpan.FromSeconds(15);

    private readonly HttpLoad _load;
    private readonly AgentsRunOptions _options;
    private readonly CoordinatorOptions _coordinator;
    private readonly AgentRoster _roster;
    private readonly ILoadObserver? _observer;
    private readonly TimeProvider _time;
    private readonly Action<string> _log;
    private readonly RunOffsets _offsets;
    private readonly Channel<RunInput> _inputs = Channel.CreateUnbounded<RunInput>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Lock _participantsLock = new();
    private readonly List<Participant> _participants = [];
    private readonly IntervalMerger _merger = new();
    private readonly LoadSums _sums = new();
    private readonly List<AgentEvent> _events = [];
    private readonly AgentLogs _logs;
    private readonly IReadOnlyList<string> _kinds;
    private readonly long _begunNs = MonotonicClock.NowNs();
    private DateTimeOffset _labelled;
    private long _startNs;
    private bool _isCancelled;
    private long? _endingSinceNs;
    private LoadSetupException? _failure;
    private AgentLostException? _lost;
    private ExceptionDispatchInfo? _broken;

    public AgentsRun(
        HttpLoad load, AgentsRunOptions options, CoordinatorOptions coordinator, AgentRoster roster, ILoadObserver? observer, TimeProvider time, Action<string> log)
    {
        _load = load;
        _options = options;
        _coordinator = coordinator;
        _roster = roster;
        _observer = observer;
        _time = time;
        _log = log;
        _offsets = new RunOffsets(load);
        _logs = new AgentLogs(options.Folder);
        _labelled = time.GetUtcNow();
        _kinds = [.. load.Requests.Select(request => request.Label)];
    }

    public Guid Id { get; } = Guid.NewGuid();

    /// <summary>True where the agent takes part in the run of this number. From any thread.</summary>
    public bool IsParticipant(JoinedAgent agent, Guid run)
    {
        lock (_participantsLock)
        {
            return run == Id && _participants.Any(one => one.Agent == agent && one.State is (ParticipantState.Running or ParticipantState.Ending));
        }
    }

    /// <summary>True where the agent takes or took part, so that what is told of it is told under its name. From any thread.</summary>
    public bool HasTakenPart(JoinedAgent agent)
    {
        lock (_participantsLock)
        {
            return _participants.Any(one => one.Agent == agent);
        }
    }

    /// <summary>The first interval of an agent that has not come. From any thread.</summary>
    public int NextSequenceOf(JoinedAgent agent)
    {
        lock (_participantsLock)
        {
            return _participants.FirstOrDefault(one => one.Agent == agent)?.Intake.Next ?? 0;
        }
    }

    public void OnMessage(JoinedAgent agent, Message message) => _inputs.Writer.TryWrite(new RunInput(agent, message, false));

    public void OnJoined(JoinedAgent agent, bool cameBack) => _inputs.Writer.TryWrite(new RunInput(agent, null, cameBack));

    public void Dispose() => _logs.Dispose();

    public async Task<AgentsLoad> ExecuteAsync(CancellationToken cancellationToken)
    {
        try
        {
            PrepareAll();
            await ServeAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            // Nobody would tell them to end, and this process' pings keep their leases.
            StopAll("The coordinator failed.");
            throw;
        }

        TellMerged();
        _broken?.Throw();
        _logs.Complete();
        if ((_failure ?? (Exception?)_lost) is { } failure)
        {
            throw failure;
        }

        return ToLoad();
    }

    /// <summary>Takes what happens, one after the other, until nobody is at work any more.</summary>
    private async Task ServeAsync(CancellationToken cancellationToken)
    {
        var nextTickNs = MonotonicClock.NowNs();
        while (!IsOver())
        {
            var waitNs = Math.Max(0, nextTickNs - MonotonicClock.NowNs());
            await WaitForInputAsync(TimeSpan.FromMicroseconds(waitNs / 1e3)).ConfigureAwait(false);
            while (_inputs.Reader.TryRead(out var input))
            {
                Handle(input);
                TellMerged();
            }

            if (cancellationToken.IsCancellationRequested && !_isCancelled)
            {
                _isCancelled = true;
                StopAll("The run was cancelled.");
            }

            var nowNs = MonotonicClock.NowNs();
            if (nowNs >= nextTickNs)
            {
                nextTickNs = nowNs + WireTime.Ns(Tick);
                OnTick(nowNs);
                TellMerged();
            }
        }
    }

    private IEnumerable<Participant> AtWork => _participants.Where(one => one.IsAtWork);

    /// <summary>From the start of the run.</summary>
    private TimeSpan Now => _startNs == 0 ? TimeSpan.Zero : WireTime.Span(MonotonicClock.NowNs() - _startNs);

    private bool IsOver() => !AtWork.Any();

    private async Task WaitForInputAsync(TimeSpan longest)
    {
        using var tick = new CancellationTokenSource(longest);
        await ((Task)_inputs.Reader.WaitToReadAsync(tick.Token).AsTask()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void Handle(RunInput input)
    {
        var participant = _participants.FirstOrDefault(one => one.Agent == input.Agent);
        if (input.Message is null)
        {
            OnJoined(input.Agent, participant, input.CameBack);
            return;
        }

        if (participant is null)
        {
            return;
        }

        switch (input.Message)
        {
            case Prepared prepared when prepared.Run == Id:
                OnPrepared(participant, prepared);
                break;
            case Started started when started.Run == Id:
                OnStarted(participant, started);
                break;
            case Interval interval when interval.Run == Id:
                OnInterval(participant, interval);
                break;
            case Reshared reshared when reshared.Run == Id:
                OnReshared(participant, reshared);
                break;
            case RowsGiven rows when rows.Run == Id:
                OnRowsGiven(participant, rows);
                break;
            case StageDone stage when stage.Run == Id:
                OnStageDone(participant, stage);
                break;
            case Result result when result.Run == Id:
                OnResult(participant, result);
                break;
            case RunFailed failed when failed.Run == Id:
                OnFailed(participant, failed);
                break;
            case Leave leave:
                OnLeave(participant, leave);
                break;
            default:
                break;
        }
    }

    private void OnTick(long nowNs)
    {
        LookForLost(nowNs);
        TakeInJoiners();
        StopLeavers();
        StopWithdrawn();
        StartIfReady();
        HoldToTime(nowNs);
    }

    /// <summary>An agent that says that it is there, and does nothing else, must not hold up the run for ever.</summary>
    private void HoldToTime(long nowNs)
    {
        if (_endingSinceNs is { } sinceNs)
        {
            if (nowNs - sinceNs > WireTime.Ns(EndingTime))
            {
                Lose([.. AtWork], _ => $"It did not end within {EndingTime.TotalSeconds:0} s of being asked to.");
            }
        }
        else if (_startNs == 0 && nowNs - _begunNs > WireTime.Ns(PreparingTime))
        {
            var late = _participants.Where(one => one.State == ParticipantState.Preparing).Select(one => one.Agent.Name);
            FailRun($"{string.Join(", ", late)} did not get ready within {PreparingTime.TotalSeconds:0} s.");
        }
        else if (Now > _offsets.End + _load.Options.DrainTimeout + EndingTime)
        {
            StopAll("The load should have ended.");
        }
    }

    /// <summary>Whoever is at work ends, and tells what it has.</summary>
    private void StopAll(string reason)
    {
        _endingSinceNs ??= MonotonicClock.NowNs();
        foreach (var participant in AtWork.ToList())
        {
            participant.State = ParticipantState.Ending;
            participant.Agent.Send(new Stop(Id, reason));
        }
    }

    private void FailRun(string message)
    {
        _failure ??= new LoadSetupException(message);
        StopAll("The run has failed.");
    }

    private void Note(Participant participant, AgentEventKind kind, string text) => Note(participant.Agent.Name, kind, text);

    private void Note(string agent, AgentEventKind kind, string text)
    {
        _events.Add(new AgentEvent { AtSeconds = (Now - _offsets.WarmUp).TotalSeconds, Agent = agent, Kind = kind, Text = text });
        _log($"{agent}: {text}");
    }
}
