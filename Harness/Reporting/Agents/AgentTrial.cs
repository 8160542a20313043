using LoadLab.Engine.SelfCheck;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Reporting.Agents;

/// <summary>A trial whose load agents made.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="Summary">Who made its load.</param>
internal sealed record AgentTrial(TrialResult Trial, AgentsSummary Summary)
{
    private const int Gone = 3;

    public string Id => Trial.Id;

    public IReadOnlyList<AgentSummary> All => Summary.Agents;

    /// <summary>On how many machines they ran.</summary>
    public int Hosts => All.Select(agent => agent.Host).Distinct().Count();

    /// <summary>Those that did not do what they were to, or whose part may not quite be believed.</summary>
    public IEnumerable<AgentSummary> Troubled => All.Where(IsTroubled);

    public bool HasTrouble => All.Any(IsTroubled);

    public static bool IsTroubled(AgentSummary agent) => Severity(agent) > 0;

    public static bool IsGone(AgentSummary agent) => agent.End is AgentEnd.Lost or AgentEnd.Failed;

    /// <summary>The trials of a report that had agents: the worst first, and among equals the newest.</summary>
    public static IReadOnlyList<AgentTrial> WorstFirst(ReportData data) =>
        [.. In(data.Sweep.Trials).OrderByDescending(one => one.All.Select(Severity).DefaultIfEmpty().Max()).ThenByDescending(one => one.Troubled.Count()).ThenByDescending(one => one.Trial.Sequence)];

    /// <summary>Those of some trials that had agents.</summary>
    public static IEnumerable<AgentTrial> In(IEnumerable<TrialResult> trials) =>
        trials.Where(trial => trial.Agents is { Agents.Count: > 0 }).Select(trial => new AgentTrial(trial, trial.Agents!));

    // An agent that left was told to.
    private static int Severity(AgentSummary agent) => IsGone(agent) ? Gone : agent.Validity.Verdict switch
    {
        Verdict.Invalid => 2,
        Verdict.Suspect => 1,
        _ => 0,
    };
}
