using LoadLab.Harness.Agents.Protocol.Messages;
using LoadLab.Harness.Agents.Protocol.Specs;
using LoadLab.Harness.Agents.Translation;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Agents.Coordinator;

/// <content>The load, dealt anew among those that make it.</content>
internal sealed partial class AgentsRun
{
    /// <summary>From the order to the moment at which it holds: for schedules to be built and messages to arrive.</summary>
    private static readonly TimeSpan ShareLead = TimeSpan.FromMilliseconds(750);

    private static readonly TimeSpan LongestShareLead = TimeSpan.FromSeconds(6);

    private int _epoch;
    private TimeSpan _shareLead = ShareLead;
    private TimeSpan? _sharedFrom;
    private HashSet<Participant> _toAccept = [];
    private List<Participant> _relieved = [];
    private readonly List<string> _takenFrom = [];

    /// <summary>Those that make load, and go on with it.</summary>
    private IEnumerable<Participant> Sharers => _participants.Where(one => !one.IsLeaving && HasBegun(one));

    private IEnumerable<Participant> Leavers => _participants.Where(one => one.IsLeaving && HasBegun(one));

    /// <summary>Told to begin; with the others that is enough, as they have their shares from the beginning.</summary>
    private bool HasBegun(Participant one) =>
        one.State == ParticipantState.Running || (one is { State: ParticipantState.Ready, IsLate: false } && _startNs != 0);

    /// <summary>Part of the plan is missing without it.</summary>
    private bool HasShare(Participant one) => HasBegun(one) || (!one.IsLate && one.State is ParticipantState.Preparing or ParticipantState.Ready);

    private bool IsCounting => _offsets.CountedStages.Count > 0;

    /// <summary>Deals the plan anew among all that are there, from one moment on that is the same for all.</summary>
    /// <param name="taken">Whose load is taken over from agents that are gone; empty for nobody's.</param>
    private void ShareAnew(IReadOnlyList<string> taken)
    {
        var sharers = Sharers.ToList();
        if (_endingSinceNs is not null || sharers.Count == 0)
        {
            return;
        }

        var from = Now + _shareLead;
        if (from > _offsets.End)
        {
            TellNotTakenOver(taken);
            return;
        }

        _epoch++;
        _sharedFrom = from;
        _takenFrom.AddRange(taken);
        _toAccept = [.. sharers];
        for (var index = 0; index < sharers.Count; index++)
        {
            Order(sharers[index], new ShareSpec(index, sharers.Count), from, index == 0 && _rowsToPass.Count > 0 ? [.. _rowsToPass] : null);
            sharers[index].Source.NeededFrom = Math.Min(sharers[index].Source.NeededFrom, _offsets.IntervalAt(from));
        }

        _rowsToPass.Clear();
        _relieved = [.. Leavers];
        foreach (var leaver in _relieved)
        {
            _toAccept.Add(leaver);
            Order(leaver, new ShareSpec(0, 0), from, null);
        }
    }

    private void Order(Participant participant, ShareSpec share, TimeSpan from, IReadOnlyList<RowsSpec>? rows)
    {
        participant.Order = new Reshare(Id, _epoch, share, WireTime.Ns(from), rows);
        participant.Agent.Send(participant.Order);
    }

    private void OnReshared(Participant participant, Reshared reshared)
    {
        if (reshared.Epoch != _epoch || !_toAccept.Remove(participant))
        {
            return;
        }

        participant.Order = null;
        if (!reshared.Accepted)
        {
            // Some may have changed by then and others not, until the next order holds: told, as the plan was not kept meanwhile.
            _shareLead = TimeSpan.FromTicks(Math.Min(LongestShareLead.Ticks, 2 * _shareLead.Ticks));
            Note(participant, AgentEventKind.Shared, "It could not change its share in time: the load is shared anew once more, and was not exactly the plan's meanwhile.");
            ShareAnew([]);
        }
        else if (_toAccept.Count == 0)
        {
            OnShared();
        }
    }

    private void OnShared()
    {
        var sharers = Sharers.Select(one => one.Agent.Name).ToList();
        var at = (_sharedFrom!.Value - _offsets.WarmUp).TotalSeconds;
        Note(
            string.Join(", ", sharers),
            _takenFrom.Count == 0 ? AgentEventKind.Shared : AgentEventKind.TakenOver,
            _takenFrom.Count > 0
                ? $"The load of {string.Join(" and ", _takenFrom)} was taken over from {at:0.0} s on; the load is shared by {sharers.Count} now."
                : $"The load is shared by {sharers.Count} from {at:0.0} s on.");
        _takenFrom.Clear();
        foreach (var leaver in _relieved)
        {
            leaver.To ??= _sharedFrom;
            leaver.StopAt = leaver.GaveAll ? null : _sharedFrom + LeaveGrace;
        }
    }
}
