using LoadLab.Harness.Analysis;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Reporting.Agents;

/// <summary>The columns of the table of a trial's agents, the same on the page and in Markdown.</summary>
internal static class AgentColumns
{
    /// <summary>How to read the figures.</summary>
    public const string Note = "Here is the harness's own machine. Share is of all successful requests. Requests/s are over the whole measured part, so that those of all agents add up. Latencies are response times, counted from the intended "
        + "send; late is how much later than intended requests were sent. Busiest loop is its CPU time ÷ elapsed time. Clock is the agent's clock − the harness's, which is taken out of every moment told here, and how far that may be off. "
        + "Began is how much later than agreed. A dash is a figure that does not exist.";

    public static IReadOnlyList<AgentColumn> All { get; } =
    [
        new("Agent", agent => agent.Name),
        new("Host", agent => agent.IsHere ? $"{agent.Host} (here)" : agent.Host),
        Number("Share %", agent => agent.Share, Quantity.PercentNumber),
        Number("Requests/s", agent => agent.RequestsPerSecond),
        Number("p50 ms", agent => agent.ResponseTime?.P50Ms),
        Number("p99 ms", agent => agent.ResponseTime?.P99Ms),
        Number("Late p99 ms", agent => agent.Lateness?.P99Ms),
        Number("Busiest loop %", agent => agent.LoopCpu, Quantity.PercentNumber),
        new("Verdict", AgentMark.TextOf) { IsMarks = true },
        Number("Clock", agent => agent.ClockOffsetSeconds, offset => Quantity.Seconds(offset)) with { Text = Clock },
        Number("Began", agent => agent.StartedLateSeconds, Quantity.Seconds),
    ];

    private static AgentColumn Number(string name, Func<AgentSummary, double?> read, Func<double, string>? format = null) =>
        new(name, agent => read(agent) is { } value ? (format ?? Quantity.Number)(value) : TextTable.Nothing) { Sort = read };

    private static string Clock(AgentSummary agent) => $"{Quantity.Seconds(agent.ClockOffsetSeconds)} ± {Quantity.Seconds(agent.ClockErrorSeconds)}";
}
