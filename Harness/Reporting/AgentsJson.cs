using System.Text.Json.Nodes;
using LoadLab.Harness.Analysis;
using LoadLab.Harness.Reporting.Agents;
using LoadLab.Harness.Results;
using static LoadLab.Harness.Reporting.JsonParts;

namespace LoadLab.Harness.Reporting;

/// <summary>Agents in <c>results.json</c>.</summary>
internal static class AgentsJson
{
    private const double MsPerSecond = 1000;

    /// <summary>The trials of a configuration whose load agents made; null where none was.</summary>
    public static JsonArray? Of(ConfigurationAnalysis configuration)
    {
        var trials = AgentTrial.In(configuration.Trials).Select(Trial).ToArray();
        return trials.Length > 0 ? new JsonArray(trials) : null;
    }

    private static JsonObject Trial(AgentTrial trial) => new()
    {
        ["trial"] = trial.Id,
        ["startSpreadMs"] = trial.Summary.StartSpreadSeconds * MsPerSecond,
        ["startErrorMs"] = trial.Summary.StartErrorSeconds * MsPerSecond,
        ["agents"] = List(trial.All, Agent),
        ["events"] = List(trial.Summary.Events, Event),
    };

    private static JsonObject Agent(AgentSummary agent) => new()
    {
        ["name"] = agent.Name,
        ["host"] = agent.Host,
        ["here"] = agent.IsHere,
        ["end"] = Name(agent.End),
        ["fromSeconds"] = agent.FromSeconds,
        ["toSeconds"] = agent.ToSeconds,
        ["sent"] = agent.Sent,
        ["ok"] = agent.Ok,
        ["share"] = agent.Share,
        ["requestsPerSecond"] = agent.RequestsPerSecond,
        ["responseP50Ms"] = agent.ResponseTime?.P50Ms,
        ["responseP99Ms"] = agent.ResponseTime?.P99Ms,
        ["latenessP99Ms"] = agent.Lateness?.P99Ms,
        ["busiestLoop"] = agent.LoopCpu,
        ["clockOffsetMs"] = agent.ClockOffsetSeconds * MsPerSecond,
        ["clockErrorMs"] = agent.ClockErrorSeconds * MsPerSecond,
        ["beganLateMs"] = agent.StartedLateSeconds * MsPerSecond,
        ["verdict"] = Name(agent.Validity.Verdict),
        ["reasons"] = Texts(agent.Validity.Reasons),
    };

    private static JsonObject Event(AgentEvent happened) => new()
    {
        ["atSeconds"] = happened.AtSeconds,
        ["agent"] = happened.Agent,
        ["kind"] = Name(happened.Kind),
        ["text"] = happened.Text,
    };
}
