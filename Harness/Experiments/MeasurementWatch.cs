using LoadLab.Engine;
using LoadLab.Engine.Measurement;
using LoadLab.Harness.Experiments.Checks;

namespace LoadLab.Harness.Experiments;

/// <summary>Follows a run by its intervals: when measuring began and ended on the monotonic clock, and what each interval brought.</summary>
/// <param name="planned">Length of the measured part where the plan knows it.</param>
/// <param name="onMeasuring">Called once, at about the moment when measuring begins; not called for a run without warm-up.</param>
/// <param name="onMeasured">Called once, at about the moment when the measured part ends, where the plan knows it.</param>
internal sealed class MeasurementWatch(TimeSpan? planned, Action onMeasuring, Action onMeasured) : ILoadObserver
{
    // An interval's end and the plan's end are both rounded to ticks.
    private static readonly TimeSpan Rounding = TimeSpan.FromMilliseconds(1);

    private readonly List<MeasuredInterval> _intervals = [];
    private bool _measuring;
    private bool _measured;

    /// <summary>Best estimate of the start of measuring; null before the first interval.</summary>
    public long? MeasuringNs { get; private set; }

    public IReadOnlyList<MeasuredInterval> Intervals => _intervals;

    public void OnInterval(IntervalResult interval)
    {
        var end = interval.Start + interval.Length;
        // Told of late, never early: the smallest estimate is the best.
        var estimate = MonotonicClock.NowNs() - (long)end.TotalNanoseconds;
        MeasuringNs = Math.Min(MeasuringNs ?? long.MaxValue, estimate);
        if (!interval.IsWarmUp && !interval.IsDrain)
        {
            _intervals.Add(new MeasuredInterval(interval.Start, interval.Length, interval.Counts.Ok));
        }
        else if (interval.IsWarmUp && end >= -Rounding)
        {
            Once(ref _measuring, onMeasuring);
        }

        if (planned is { } length && end >= length - Rounding)
        {
            Once(ref _measured, onMeasured);
        }
    }

    private static void Once(ref bool done, Action action)
    {
        if (!done)
        {
            done = true;
            action();
        }
    }
}
