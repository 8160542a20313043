using LoadLab.Engine.Measurement;
using LoadLab.Harness.Agents.Protocol.Messages;

namespace LoadLab.Harness.Agents.Agent;

/// <summary>What this process uses of its machine, from one reading to the next.</summary>
internal sealed class AgentUsage
{
    private TimeSpan _cpu = Environment.CpuUsage.TotalTime;
    private long _atNs = MonotonicClock.NowNs();

    public Health Take(Guid? run, int unacknowledged)
    {
        var (cpu, nowNs) = (Environment.CpuUsage.TotalTime, MonotonicClock.NowNs());
        var share = (cpu - _cpu).TotalNanoseconds / Math.Max(1, nowNs - _atNs);
        (_cpu, _atNs) = (cpu, nowNs);
        return new Health(run, Math.Max(0, share), Environment.WorkingSet, unacknowledged);
    }
}
