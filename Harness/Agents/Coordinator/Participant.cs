using LoadLab.Harness.Agents.Merging;
using LoadLab.Harness.Agents.Protocol.Messages;

namespace LoadLab.Harness.Agents.Coordinator;

/// <summary>One agent in one run.</summary>
/// <param name="agent">The agent.</param>
/// <param name="source">Its place among the merged intervals.</param>
/// <param name="intake">Its intervals as they come.</param>
internal sealed class Participant(JoinedAgent agent, MergeSource source, IntervalIntake intake)
{
    public JoinedAgent Agent { get; } = agent;

    public MergeSource Source { get; } = source;

    public IntervalIntake Intake { get; } = intake;

    /// <summary>What its counted intervals add up to.</summary>
    public LoadSums Sums { get; } = new();

    public ParticipantState State { get; set; }

    /// <summary>It joined when the run had begun.</summary>
    public bool IsLate { get; init; }

    /// <summary>It asked to go.</summary>
    public bool IsLeaving { get; set; }

    /// <summary>It is to be stopped once the run is this far: the others have taken over.</summary>
    public TimeSpan? StopAt { get; set; }

    /// <summary>When it took part, counted from the start of the run.</summary>
    public TimeSpan From { get; set; }

    public TimeSpan? To { get; set; }

    /// <summary>Its clock minus the coordinator's when it was told the start, and how far that may be off, in ns.</summary>
    public (long OffsetNs, long ErrorNs) ClockAtStart { get; set; }

    /// <summary>The change of share that it has not answered; null where there is none.</summary>
    public Reshare? Order { get; set; }

    /// <summary>How often it gave rows of unique feeds to others.</summary>
    public int Gave { get; set; }

    /// <summary>It was asked for all of its rows, as it leaves.</summary>
    public bool GaveAll { get; set; }

    public Started? Started { get; set; }

    public Result? Result { get; set; }

    public string? Transport { get; set; }

    /// <summary>Stages that iterations end of which it made its share.</summary>
    public HashSet<int> StagesDone { get; } = [];

    /// <summary>Intervals that came when their time was merged without it.</summary>
    public int LeftOut { get; set; }

    /// <summary>It counts on being told what to do: neither ended nor lost.</summary>
    public bool IsAtWork => State is ParticipantState.Preparing or ParticipantState.Ready or ParticipantState.Running or ParticipantState.Ending;
}
