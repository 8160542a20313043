namespace LoadLab.Engine;

/// <summary>Told of each interval as it ends, in order, from one thread that is not an event loop.</summary>
public interface ILoadObserver
{
    void OnInterval(IntervalResult interval);
}
