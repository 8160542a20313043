using LoadLab.Engine.LoadModels;
using LoadLab.Engine.SelfCheck;

namespace LoadLab.Harness.Experiments.Checks;

/// <summary>Under a constant load, the second half must look like the first. Ramps and pauses are not judged.</summary>
internal sealed class SteadinessCheck : IValidityCheck
{
    private const double Bound = 0.1;

    // Counts vary by about their square root: three standard deviations, so that a slow target is not blamed for chance.
    private const double Deviations = 3;

    private const int FewestIntervals = 4;

    public IEnumerable<Finding> Check(TrialEvidence evidence)
    {
        var inside = LastConstantStage(evidence);
        if (inside.Count < FewestIntervals)
        {
            yield break;
        }

        var half = inside.Count / 2;
        var first = inside.Take(half).Sum(interval => interval.Ok);
        var second = inside.TakeLast(half).Sum(interval => interval.Ok);
        var change = first + second > 0 ? 2.0 * (second - first) / (first + second) : 0;
        if (Math.Abs(change) > Bound && Math.Abs(second - first) > Deviations * Math.Sqrt(first + second))
        {
            yield return new Finding(Verdict.Suspect,
                $"Throughput was not steady: from the first to the second half of the constant load it changed by {change:+0%;-0%} (bound ±{Bound:0%}). Warm up or measure longer, and keep other work off this machine.");
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
