using LoadLab.Engine.SelfCheck;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Reporting.Agents;

/// <summary>What stands out of an agent's part, or of several agents' parts.</summary>
/// <param name="Text">One word, or a number and one word.</param>
/// <param name="Phrase">The same after a name: <c>was lost</c>.</param>
/// <param name="IsBad">Something went wrong, rather than that there is a doubt.</param>
internal sealed record AgentMark(string Text, string Phrase, bool IsBad)
{
    /// <summary>How it ended, where not with the trial, and its verdict, where it is not valid.</summary>
    public static IEnumerable<AgentMark> Of(AgentSummary agent)
    {
        if (agent.End != AgentEnd.Finished)
        {
            yield return new AgentMark(Name(agent.End), PhraseOf(agent.End), AgentTrial.IsGone(agent));
        }

        if (agent.Validity.Verdict != Verdict.Valid)
        {
            yield return new AgentMark(Name(agent.Validity.Verdict), $"is {Name(agent.Validity.Verdict)}", agent.Validity.Verdict == Verdict.Invalid);
        }
    }

    /// <summary>Its marks, how it ended before its verdict; <c>valid</c> where it has none.</summary>
    public static string TextOf(AgentSummary agent) =>
        Of(agent).ToList() is { Count: > 0 } marks ? string.Join(", ", marks.Select(mark => mark.Text)) : Name(Verdict.Valid);

    /// <summary>How many there are of each.</summary>
    public static IEnumerable<AgentMark> Of(IEnumerable<AgentSummary> agents) =>
        agents.SelectMany(Of).GroupBy(mark => mark).OrderByDescending(group => group.Key.IsBad).Select(group => group.Key with { Text = $"{group.Count():N0} {group.Key.Text}" });

    /// <summary>How an agent ended, after its name.</summary>
    public static string PhraseOf(AgentEnd end) => end == AgentEnd.Lost ? "was lost" : Name(end);

    private static string Name<TEnum>(TEnum value)
        where TEnum : struct, Enum => value.ToString().ToLowerInvariant();
}
