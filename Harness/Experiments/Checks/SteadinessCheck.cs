using LoadLab.Engine.LoadModels;
using LoadLab.Engine.SelfCheck;

namespace LoadLab.Harness.Experiments.Checks;

/// <summary>Under a constant load, the second half must look like the first. Ramps and pauses are not judged.</summary>
internal sealed class SteadinessCheck : IValidityCheck
{
    // The smallest change worth telling: throughputs of repeats differ by a few percent anyway.
    private const double Bound = 0.1;

    // A change that steady scatter of the trial's own size shows once in a hundred trials, or more often, is not called one.
    private const double LargestP = 0.01;

    public IEnumerable<Finding> Check(TrialEvidence evidence)
    {
        var inside = LastConstantStage(evidence);
        if (inside.Count < DriftTest.FewestValues)
        {
            yield break;
        }

        var rates = inside.Select(interval => interval.Ok / interval.Length.TotalSeconds).ToList();
        // Counts vary by about their square root even where nothing else does (Poisson).
        var test = DriftTest.Of(rates, leastVariance: rates.Average() / inside.Average(interval => interval.Length.TotalSeconds));
        if (Math.Abs(test.Change) > Bound && test.PValue < LargestP)
        {
            yield return new Finding(Verdict.Suspect,
                $"Throughput was not steady: from the first to the second half of the constant load it changed by {test.Change:+0%;-0%} (bound ±{Bound:0%}), "
                + $"more than its scatter explains (p = {test.PValue:0.####}, bound {LargestP}). Warm up or measure longer, and keep other work off this machine.");
        }
    }

    /// <summary>Whole intervals of the last stage, where that is a constant one.</summary>
    private static List<MeasuredInterval> LastConstantStage(TrialEvidence evidence)
    {
        var stages = evidence.LoadConfig.Simulations;
        if (stages.Count == 0 || stages[^1] is not (KeepConstant or Inject) || stages.Any(stage => stage.Duration is null))
        {
            return [];
        }

        var end = TimeSpan.FromTicks(stages.Sum(stage => stage.Duration!.Value.Ticks));
        var start = end - stages[^1].Duration!.Value;
        var longest = evidence.Intervals.Select(interval => interval.Length).DefaultIfEmpty().Max();
        return [.. evidence.Intervals.Where(i => i.Start >= start && i.Start + i.Length <= end + (longest / 10) && i.Length >= longest * 0.9)];
    }
}
