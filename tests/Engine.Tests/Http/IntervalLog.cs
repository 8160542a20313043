namespace LoadLab.Engine.Tests.Http;

/// <summary>Keeps every interval it is told of.</summary>
public sealed class IntervalLog : ILoadObserver
{
    public List<IntervalResult> Intervals { get; } = [];

    public IEnumerable<IntervalResult> Measured => Intervals.Where(interval => !interval.IsWarmUp);

    public void OnInterval(IntervalResult interval) => Intervals.Add(interval);
}
