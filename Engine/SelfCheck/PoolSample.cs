namespace LoadLab.Engine.SelfCheck;

/// <summary>A piece of work that does nothing but tell when it was given a thread.</summary>
internal sealed class PoolSample(PoolProbe probe, long readyNs) : IThreadPoolWorkItem
{
    internal long ReadyNs => readyNs;

    public void Execute() => probe.Complete(this);
}
