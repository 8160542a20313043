using LoadLab.Engine.SelfCheck;
using LoadLab.Harness.Analysis;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Reporting.Agents;

/// <summary>What there is to say about agents, in words.</summary>
internal static class AgentSentences
{
    /// <summary>More names than this nobody reads: the tables have them all.</summary>
    private const int MostNamed = 8;

    private const int MostTrialsNamed = 3;

    public const string Events = "What happened, in seconds from the start of measuring:";

    /// <summary>Who made the load, and whether all went well.</summary>
    public static string Overview(IReadOnlyList<AgentTrial> trials)
    {
        var who = $"{Count(trials, trial => trial.All.Count, "agent")} on {Count(trials, trial => trial.Hosts, "host")} made the load of {Trials(trials)}.";
        return trials.Any(trial => trial.HasTrouble) ? who : $"{who} None was lost, and the part of each may be believed.";
    }

    /// <summary>The agents that did not do what they were to or must be doubted, each with its trials.</summary>
    public static IEnumerable<string> Troubled(IReadOnlyList<AgentTrial> trials)
    {
        var marks = from trial in trials.OrderBy(trial => trial.Trial.Sequence)
                    from agent in trial.Troubled
                    from mark in AgentMark.Of(agent)
                    group trial.Id by (agent.Name, mark) into same
                    orderby same.Key.mark.IsBad descending, same.Count() descending
                    select $"{same.Key.Name} {same.Key.mark.Phrase} in {Named([.. same])}.";
        var named = marks.ToList();
        return named.Count <= MostNamed ? named : [.. named.Take(MostNamed), $"{named.Count - MostNamed:N0} more of this kind are in the tables."];
    }

    /// <summary>How exactly they began together; null where there is nothing to compare.</summary>
    public static string? Start(AgentTrial trial)
    {
        if (trial.All.Count < 2)
        {
            return null;
        }

        var who = trial.Summary.Events.Any(one => one.Kind == AgentEventKind.Joined) ? "Those that were there at the start" : "All";
        return $"{who} began within {Quantity.Seconds(trial.Summary.StartSpreadSeconds)}, ± {Quantity.Seconds(trial.Summary.StartErrorSeconds)}.";
    }

    /// <summary>What else to know of each agent of a trial, where there is something.</summary>
    public static IEnumerable<string> Remarks(AgentTrial trial) => trial.All.SelectMany(Remarks);

    private static IEnumerable<string> Remarks(AgentSummary agent)
    {
        if (agent.End != AgentEnd.Finished)
        {
            yield return $"{agent.Name} {AgentMark.PhraseOf(agent.End)}: it took part from {At(agent.FromSeconds)} to {At(agent.ToSeconds)} and made {Quantity.Percent(agent.Share)} of the successful requests.";
        }

        if (agent.Validity.Reasons.Count > 0)
        {
            var verdict = agent.Validity.Verdict == Verdict.Valid ? "" : $" is {agent.Validity.Verdict.ToString().ToLowerInvariant()}";
            yield return $"{agent.Name}{verdict}: {string.Join(" ", agent.Validity.Reasons)}";
        }

        if (Deliveries(agent).ToList() is { Count: > 0 } deliveries)
        {
            yield return $"{agent.Name}: of its intervals {string.Join(", ", deliveries)}; {agent.Intervals:N0} were counted.";
        }
    }

    private static IEnumerable<string> Deliveries(AgentSummary agent)
    {
        if (agent.Missing > 0)
        {
            yield return $"{agent.Missing:N0} never came";
        }

        if (agent.LeftOut > 0)
        {
            yield return $"{agent.LeftOut:N0} came when others made that load already and were left out";
        }

        if (agent.Duplicates > 0)
        {
            yield return $"{agent.Duplicates:N0} came twice and were counted once";
        }
    }

    /// <summary>A moment on the scale of a trial: <c>4.2 s</c>.</summary>
    public static string At(double seconds) => $"{(seconds < 0 ? "−" : "")}{Math.Abs(seconds):N1} s";

    private static string Named(IReadOnlyList<string> trials) => trials.Count <= MostTrialsNamed
        ? string.Join(", ", trials)
        : $"{string.Join(", ", trials.Take(MostTrialsNamed))} and {Quantity.Count(trials.Count - MostTrialsNamed, "more trial")}";

    private static string Trials(IReadOnlyList<AgentTrial> trials) => trials.Count == 1 ? $"trial {trials[0].Id}" : $"{trials.Count:N0} trials";

    private static string Count(IReadOnlyList<AgentTrial> trials, Func<AgentTrial, int> read, string noun)
    {
        var (least, most) = (trials.Min(read), trials.Max(read));
        return least == most ? Quantity.Count(most, noun) : $"{least:N0} to {Quantity.Count(most, noun)}";
    }
}
