using LoadLab.Engine.Http;
using LoadLab.Engine.LoadModels;

namespace LoadLab.Harness.Agents.Coordinator;

/// <summary>A run's times as offsets from its common start, which all agents share.</summary>
internal sealed class RunOffsets
{
    private readonly TimeSpan _interval;
    private readonly LoadPlan _plan;

    public RunOffsets(HttpLoad load)
    {
        _interval = load.Options.IntervalLength;
        _plan = LoadPlan.Create(load.Simulations, load.Options.Seed);
        WarmUp = load.WarmUp;
        CountedStages = [.. load.Simulations.Select((stage, index) => (stage, index)).Where(one => one.stage is IterationsForConstant).Select(one => one.index)];
    }

    public TimeSpan WarmUp { get; }

    /// <summary>End of the last stage; null where one ends when its iterations are done.</summary>
    public TimeSpan? End => _plan.Duration is { } measured ? WarmUp + measured : null;

    /// <summary>Arrivals of the whole plan; null where only the run can tell.</summary>
    public long? PlanArrivals => _plan.PlannedArrivals;

    /// <summary>Stages that iterations end, which cannot be shared anew.</summary>
    public IReadOnlyList<int> CountedStages { get; }

    /// <summary>Number of the interval that an offset lies in: warm-up and measuring have intervals of their own.</summary>
    public int IntervalAt(TimeSpan offset)
    {
        var warmUps = (int)Math.Ceiling(WarmUp / _interval);
        return offset < WarmUp ? (int)Math.Floor(offset / _interval) : warmUps + (int)Math.Floor((offset - WarmUp) / _interval);
    }
}
