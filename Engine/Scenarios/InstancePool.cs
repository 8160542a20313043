using System.Collections.Concurrent;

namespace LoadLab.Engine.Scenarios;

/// <summary>Instances for open loads: as many as ever ran at once, used again.</summary>
internal sealed class InstancePool(Func<int, ScenarioInstance> create)
{
    private readonly ConcurrentBag<ScenarioInstance> _idle = [];
    private int _created;

    /// <summary>An idle instance, or a new one with the next number.</summary>
    internal ScenarioInstance Take() => _idle.TryTake(out var instance) ? instance : create(Interlocked.Increment(ref _created) - 1);

    internal void Return(ScenarioInstance instance) => _idle.Add(instance);
}
