using LoadLab.Engine.Http;
using LoadLab.Harness.Agents.Protocol.Messages;
using LoadLab.Harness.Agents.Protocol.Specs;

namespace LoadLab.Harness.Agents.Coordinator;

/// <content>Rows of unique feeds, which go from one agent to another and are used once.</content>
internal sealed partial class AgentsRun
{
    private readonly List<RowsSpec> _rowsToPass = [];

    /// <summary>Joiners that still need rows of unique feeds, asked for one at a time.</summary>
    private readonly Queue<JoinedAgent> _needRows = new();

    /// <summary>Who was asked for rows and has not given them; null for nobody.</summary>
    private Participant? _donor;

    private bool HasUniqueRows => _load.Requests.Any(request => request.Feed is { Order: FeedOrder.Unique });

    /// <summary>Who comes late gets half of the rows that one of the others has left.</summary>
    private void AskForRows()
    {
        if (_donor is not null || _needRows.Count == 0)
        {
            return;
        }

        _donor = Sharers.MinBy(one => one.Gave);
        _donor?.Agent.Send(new GiveRows(Id, _epoch, All: false));
    }

    private void OnRowsGiven(Participant donor, RowsGiven given)
    {
        if (_donor != donor)
        {
            // Said again on a new connection.
            return;
        }

        _donor = null;
        donor.Gave++;
        if (donor.GaveAll)
        {
            Dismiss(donor);
            _rowsToPass.AddRange(given.Rows);
            ShareAnew([]);
        }
        else if (_needRows.TryDequeue(out var late))
        {
            PrepareLate(late, given.Rows);
        }

        AskForRows();
    }

    /// <summary>Somebody else is asked in place of one that can no longer answer.</summary>
    private void PassOnQuestion(IReadOnlyList<Participant> gone)
    {
        if (_donor is { } donor && gone.Contains(donor))
        {
            _donor = null;
            AskForRows();
        }
    }
}
