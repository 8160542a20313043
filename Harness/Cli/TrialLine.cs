using LoadLab.Engine.SelfCheck;
using LoadLab.Harness.Experiments;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Cli;

/// <summary>A finished trial in one line.</summary>
internal static class TrialLine
{
    public static string Describe(PlannedTrial trial, TrialResult result)
    {
        var name = trial.Configuration.Label.Length > 0 ? $"{trial.Id} {trial.Configuration.Label}" : trial.Id;
        if (result.Load is not { } load)
        {
            return $"{name}: failed: {result.Failure}";
        }

        var figures = $"{Quantity.Rate(load.RequestsPerSecond)} req/s, p50 {Quantity.Latency(load.ResponseTime.P50Ms)}, p99 {Quantity.Latency(load.ResponseTime.P99Ms)}, errors {Quantity.Share(load.ErrorRate)}";
        return result.Validity.Verdict == Verdict.Valid
            ? $"{name}: {figures}"
            : $"{name}: {figures}, {result.Validity.Verdict.ToString().ToLowerInvariant()}: {result.Validity.Reasons[0]}";
    }
}
