using LoadLab.Engine.SelfCheck;
using LoadLab.Harness.Agents.Coordinator;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Experiments.Checks;

/// <summary>What agents mean for the load that they made together: one that was lost, one that tells less than it sent, one that is slow.</summary>
/// <remarks>
/// Whether the figures may be believed is judged over all agents: a stall of one that makes a tenth of the load need not move the p99 of
/// all. An agent that doubts its own part is named all the same, so that it can be mended.
/// </remarks>
internal sealed class AgentsCheck : IValidityCheck
{
    // What the host takes from an agent's machine delays its requests, and counts as the target's: as tight as for the target's machine.
    private const double StolenBound = 0.05;

    // As long as a fifth of the shortest interval: less is not seen in any figure.
    private const double StartBoundSeconds = 0.2;

    public IEnumerable<Finding> Check(TrialEvidence evidence) => evidence.Agents is { } agents
        ? [.. Ends(agents.Summary), .. Losses(agents.Summary), .. Starts(agents.Summary), .. Machines(agents), .. Doubts(agents.Summary, Validity.Of(evidence.Load.Findings).Verdict)]
        : [];

    private static IEnumerable<Finding> Ends(AgentsSummary summary)
    {
        foreach (var agent in summary.Agents.Where(agent => agent.End is AgentEnd.Lost or AgentEnd.Failed))
        {
            var taken = summary.Events.LastOrDefault(one => one.Kind == AgentEventKind.TakenOver && one.Text.Contains($" {agent.Name} ", StringComparison.Ordinal));
            yield return new Finding(Verdict.Suspect,
                $"{agent.Name} was {(agent.End == AgentEnd.Lost ? "lost" : "ended")} {agent.ToSeconds:0.0} s after the start of measuring, and its share of the load was "
                + (taken is null ? "not made from then on." : $"missing until the others took it over {taken.AtSeconds:0.0} s after it: figures of that time are too good."));
        }
    }

    private static IEnumerable<Finding> Losses(AgentsSummary summary) => summary.Agents
        .Where(agent => agent.Missing > 0 || agent.LeftOut > 0)
        .Select(agent => new Finding(Verdict.Suspect,
            $"{Count(agent.Missing + agent.LeftOut)} of {agent.Name} are in no figure: {agent.Missing} never came, {agent.LeftOut} came when others made its load."));

    private static IEnumerable<Finding> Starts(AgentsSummary summary)
    {
        if (summary.StartSpreadSeconds + summary.StartErrorSeconds > StartBoundSeconds)
        {
            yield return new Finding(Verdict.Suspect,
                $"The agents began up to {summary.StartSpreadSeconds * 1e3:0.#} ms apart, known to ±{summary.StartErrorSeconds * 1e3:0.#} ms (bound {StartBoundSeconds * 1e3:0} ms together): the load was not the plan's at its stages' ends.");
        }
    }

    private static IEnumerable<Finding> Machines(AgentsLoad agents) => agents.Parts
        .Where(part => part is { IsHere: false, Machine: { TotalSeconds: > 0 } machine } && machine.StolenSeconds / machine.TotalSeconds > StolenBound)
        .Select(part => new Finding(Verdict.Suspect,
            $"The host of {part.Name} gave {part.Machine!.StolenSeconds / part.Machine.TotalSeconds:0%} of its processor time to other machines (bound {StolenBound:0%}): response times there are partly the generator's."));

    private static IEnumerable<Finding> Doubts(AgentsSummary summary, Verdict whole) => summary.Agents
        .Where(agent => agent.End is AgentEnd.Finished or AgentEnd.Left && agent.Validity.Verdict != Verdict.Valid)
        .Select(agent => new Finding(Verdict.Valid,
            $"{agent.Name}, with {agent.Share:0%} of the load, is {agent.Validity.Verdict.ToString().ToLowerInvariant()} by itself"
            + $"{(agent.Validity.Verdict > whole ? ", which is not seen in the figures of all" : "")}: {agent.Validity.Reasons[0]}"));

    private static string Count(int intervals) => intervals == 1 ? "1 interval" : $"{intervals} intervals";
}
