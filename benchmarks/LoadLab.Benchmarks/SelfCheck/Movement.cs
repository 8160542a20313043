using LoadLab.Engine.SelfCheck;

namespace LoadLab.Benchmarks.SelfCheck;

/// <summary>How far runs of one load are from a run that nothing disturbed, and whether their verdicts saw it.</summary>
/// <remarks>
/// Disturbance only ever adds to a p99, so the lowest of the undisturbed runs stands for an idle machine, also where the machine was not idle in most of them.
/// What moved a p99 may have been at work on the target's processor instead of the loop's, which no verdict of the generator can see.
/// </remarks>
internal sealed class Movement
{
    /// <summary>A p99 that is so much above the lowest has moved.</summary>
    public const double Noticeable = 0.05;

    /// <param name="runs">All of one load.</param>
    public Movement(IEnumerable<CheckedRun> runs) => Lowest = runs.Where(run => run.Level == SelfCheckPlan.Idle).MinBy(run => run.P99Us)!;

    /// <summary>The one without a busy process that the others are compared with.</summary>
    public CheckedRun Lowest { get; }

    /// <summary>Where even that one was doubted, either the machine was never idle or the doubt is false: its p99 alone does not tell which.</summary>
    public bool IsLowestDoubted => Lowest.Result.Validity.Verdict != Verdict.Valid;

    /// <summary>Share by which the p99 is above the lowest.</summary>
    public double Of(CheckedRun run) => (run.P99Us / Lowest.P99Us) - 1;

    public bool IsMoved(CheckedRun run) => Of(run) >= Noticeable;

    public bool IsMissed(CheckedRun run) => IsMoved(run) && run.Result.Validity.Verdict == Verdict.Valid;

    public bool IsFalseAlarm(CheckedRun run) => !IsMoved(run) && run.Result.Validity.Verdict != Verdict.Valid;
}
