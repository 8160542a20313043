using LoadLab.Engine.Measurement;
using LoadLab.Harness.Experiments;

namespace LoadLab.Harness.Cli;

/// <summary>Where a sweep is, and when it will end.</summary>
internal sealed class SweepPace(IReadOnlyList<PlannedTrial> trials)
{
    private readonly long _startNs = MonotonicClock.NowNs();
    private long _lastFinishNs = MonotonicClock.NowNs();

    /// <summary>Trials finished.</summary>
    public int Done { get; private set; }

    public int Total => trials.Count;

    public void Finish()
    {
        Done++;
        _lastFinishNs = MonotonicClock.NowNs();
    }

    /// <summary>Time left, from the plan and from how the trials so far kept to it; null where neither tells.</summary>
    public TimeSpan? Left()
    {
        var left = TrialPlan.Estimate(trials) is { } planned ? LeftOfPlan(planned) : Done == 0 ? (TimeSpan?)null : Spent / Done * (Total - Done);
        var remaining = left - Since(_lastFinishNs);
        return remaining < TimeSpan.Zero ? TimeSpan.Zero : remaining;
    }

    /// <summary>Part of the running trial that has passed, 0 to 1; 0 where its length is not known.</summary>
    public double RunningPart() =>
        Done < Total && TrialPlan.Estimate(trials[Done]) is { } length ? Math.Min(1, Since(_lastFinishNs) / length) : 0;

    private TimeSpan Spent => TimeSpan.FromMicroseconds((_lastFinishNs - _startNs) / 1e3);

    private TimeSpan LeftOfPlan(TimeSpan planned)
    {
        var done = TrialPlan.Estimate(trials.Take(Done))!.Value;
        return Done == 0 ? planned : (planned - done) * (Spent / done);
    }

    private static TimeSpan Since(long ns) => TimeSpan.FromMicroseconds((MonotonicClock.NowNs() - ns) / 1e3);
}
