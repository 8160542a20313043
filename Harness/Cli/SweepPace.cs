using LoadLab.Engine.Measurement;
using LoadLab.Harness.Experiments;

namespace LoadLab.Harness.Cli;

/// <summary>Where a sweep is, and when it will end.</summary>
internal sealed class SweepPace(IReadOnlyList<PlannedTrial> trials)
{
    private readonly long _startNs = MonotonicClock.NowNs();

    /// <summary>Trials finished.</summary>
    public int Done { get; private set; }

    public int Total => trials.Count;

    public void Finish() => Done++;

    /// <summary>Time left, from the plan and from how the trials so far kept to it; null where neither tells.</summary>
    public TimeSpan? Left()
    {
        var elapsed = TimeSpan.FromMicroseconds((MonotonicClock.NowNs() - _startNs) / 1e3);
        if (TrialPlan.Estimate(trials) is { } planned)
        {
            var done = TrialPlan.Estimate(trials.Take(Done))!.Value;
            var left = Done == 0 ? planned - elapsed : (planned - done) * (elapsed / done);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }

        return Done == 0 ? null : elapsed / Done * (Total - Done);
    }
}
