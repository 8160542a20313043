using Microsoft.Extensions.ObjectPool;

namespace LoadLab.TargetApi.Metrics;

/// <summary>Makes the clocks of one worker.</summary>
internal sealed class StageClockPolicy(WorkerCounters counters) : PooledObjectPolicy<StageClock>
{
    public override StageClock Create() => new(counters);

    public override bool Return(StageClock obj) => true;
}
