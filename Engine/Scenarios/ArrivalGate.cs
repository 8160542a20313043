using LoadLab.Engine.Http.Loops;

namespace LoadLab.Engine.Scenarios;

/// <summary>
/// Bounds how many arrivals run at once: those beyond wait here in order, through the ends of stages too, until one that runs has ended.
/// Holds no system resource, so that iterations which outlive the run may still release.
/// </summary>
/// <param name="slots">Arrivals at once.</param>
/// <param name="recorder">Counts them.</param>
/// <param name="start">Runs one, and releases when it has ended.</param>
internal sealed class ArrivalGate(int slots, ScenarioRecorder recorder, Action<Arrival> start)
{
    private readonly Lock _lock = new();
    private readonly ArrivalQueue _waiting = new();
    private int _free = slots;

    /// <summary>Starts an arrival that is due, or lets it wait.</summary>
    /// <param name="intendedNs">When it was due.</param>
    /// <param name="mayStart">False lets it wait in any case.</param>
    internal void Take(long intendedNs, bool mayStart)
    {
        recorder.Plan(intendedNs);
        lock (_lock)
        {
            if (_free == 0 || _waiting.Count > 0 || !mayStart)
            {
                _waiting.Add(intendedNs);
                return;
            }

            _free--;
        }

        Start(new Arrival(intendedNs, HasWaited: false));
    }

    /// <summary>One has ended: its slot goes to the first that waits.</summary>
    internal void Release()
    {
        long intendedNs;
        lock (_lock)
        {
            if (_waiting.Count == 0)
            {
                _free++;
                return;
            }

            intendedNs = _waiting.First;
            _waiting.RemoveFirst();
        }

        Start(new Arrival(intendedNs, HasWaited: true));
    }

    /// <summary>A part of the run is over: those that still wait are missed.</summary>
    internal void MissWaiting()
    {
        lock (_lock)
        {
            for (; _waiting.Count > 0; _waiting.RemoveFirst())
            {
                recorder.Miss(_waiting.First);
            }
        }
    }

    private void Start(Arrival arrival)
    {
        recorder.Queue(arrival.IntendedNs);
        start(arrival);
    }
}
