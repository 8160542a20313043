using LoadLab.Engine.Measurement;

namespace LoadLab.Harness.Deployment.Local;

/// <summary>Resources of a replica from <c>/proc</c> alone, for machines where no cgroup may be made: all processes of its session.</summary>
/// <remarks>CPU is exact to 10 ms per process. Resident pages that processes share count once in each: an upper bound.</remarks>
internal sealed class SessionUsage(int session)
{
    private readonly Dictionary<ProcessIdentity, long> _cpuNs = [];

    /// <summary>Sums over the session. CPU of processes that have ended stays in, as last seen.</summary>
    public ResourceReading Read()
    {
        var atNs = MonotonicClock.NowNs();
        long memory = 0;
        foreach (var stat in ProcessStat.ReadAll().Where(stat => stat.Session == session))
        {
            _cpuNs[new ProcessIdentity(stat.Pid, stat.StartTicks)] = stat.CpuNs;
            memory += stat.ResidentBytes;
        }

        return new ResourceReading { AtNs = atNs, CpuNs = _cpuNs.Values.Sum(), MemoryBytes = memory };
    }
}
