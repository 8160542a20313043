using LoadLab.Engine.Measurement;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Agents.Coordinator;

/// <summary>Holds a trial's merged figures against the agents' intervals that were kept: years later they must still add up.</summary>
internal static class AgentLogCheck
{
    /// <summary>All trials of a report folder of whose agents intervals were kept.</summary>
    public static IEnumerable<string> Failures(ReportFolder folder, SweepResult sweep) => sweep.Trials
        .Where(trial => trial.Agents is not null && Directory.Exists(Path.Combine(folder.TrialFolder(trial.Id), AgentLog.Directory)))
        .SelectMany(trial => Failures(trial, folder.TrialFolder(trial.Id), folder.ReadResponseTimes(trial.Id)));

    /// <summary>What does not agree, one sentence each; empty where all does.</summary>
    /// <param name="trial">As stored; with agents.</param>
    /// <param name="trialFolder">Its folder.</param>
    /// <param name="responseTimes">Its merged response times, as stored.</param>
    public static IEnumerable<string> Failures(TrialResult trial, string trialFolder, LatencyHistogram responseTimes)
    {
        var sum = new LatencyHistogram();
        foreach (var agent in trial.Agents!.Agents.Where(agent => agent.Digest.Length > 0))
        {
            var failure = Add(trial, trialFolder, agent, sum);
            if (failure is not null)
            {
                yield return failure;
                yield break;
            }
        }

        if (!HistogramEncoding.Encode(sum).AsSpan().SequenceEqual(HistogramEncoding.Encode(responseTimes)))
        {
            yield return $"Trial {trial.Id}: the agents' intervals hold {sum.Count:#,0} response times and the trial {responseTimes.Count:#,0}, or other ones.";
        }
    }

    private static string? Add(TrialResult trial, string trialFolder, AgentSummary agent, LatencyHistogram sum)
    {
        var path = AgentLog.PathOf(trialFolder, agent.Name);
        try
        {
            var log = AgentLog.Read(path);
            if (log.Intervals.Count == 0 || Convert.ToHexStringLower(log.Intervals[^1].Digest.Span) != agent.Digest)
            {
                return $"Trial {trial.Id}: {path} does not end with the interval that {agent.Name} told last.";
            }

            var kinds = log.Intervals[0].Kinds.Select((_, index) => $"{index}").ToList();
            var kept = log.Sum(agent.Intervals, kinds).ToResult(default);
            sum.Add(kept.Ok.Response);
            return kept.Counts.Sent == agent.Sent && kept.Counts.Ok == agent.Ok ? null
                : $"Trial {trial.Id}: {path} holds {kept.Counts.Sent:#,0} requests of which {kept.Counts.Ok:#,0} succeeded, and the trial says {agent.Sent:#,0} and {agent.Ok:#,0} of {agent.Name}.";
        }
        catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException)
        {
            return $"Trial {trial.Id}: {path} is damaged: {e.Message.TrimEnd('.')}.";
        }
    }
}
