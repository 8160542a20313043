using LoadLab.Engine;

namespace LoadLab.Harness.Experiments;

/// <summary>Tells several observers, in order.</summary>
internal sealed class LoadObservers(IReadOnlyList<ILoadObserver> observers) : ILoadObserver
{
    public void OnInterval(IntervalResult interval)
    {
        foreach (var observer in observers)
        {
            observer.OnInterval(interval);
        }
    }
}
