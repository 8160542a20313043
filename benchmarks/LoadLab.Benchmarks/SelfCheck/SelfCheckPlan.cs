namespace LoadLab.Benchmarks.SelfCheck;

/// <summary>What one call of <c>self-check</c> is to run.</summary>
/// <param name="Loads">Names of loads.</param>
/// <param name="Levels">Shares of a processor that a busy process takes, in percent; none for an idle machine.</param>
/// <param name="IsOnTarget">The busy process goes to the target's processor instead of the loop's.</param>
/// <param name="PeriodMs">Length of its bursts and pauses together.</param>
/// <param name="Seconds">Measured part of one run.</param>
/// <param name="Repetitions">Runs of each load and level.</param>
/// <param name="Transport">By name; null for the best.</param>
internal sealed record SelfCheckPlan(
    IReadOnlyList<string> Loads, IReadOnlyList<int> Levels, bool IsOnTarget, int PeriodMs, int Seconds, int Repetitions, string? Transport)
{
    /// <summary>No busy process.</summary>
    public const int Idle = 0;

    /// <summary>Every repetition has a run without a busy process, which the others are compared with.</summary>
    public IReadOnlyList<int> AllLevels => [Idle, .. Levels];
}
