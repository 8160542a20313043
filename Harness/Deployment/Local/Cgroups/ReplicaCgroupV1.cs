using LoadLab.Engine.Measurement;

namespace LoadLab.Harness.Deployment.Local.Cgroups;

/// <summary>Version 1: one folder per controller (kernel's admin-guide/cgroup-v1).</summary>
internal sealed class ReplicaCgroupV1 : ReplicaCgroup
{
    private const string Version = "cgroup-v1";

    private readonly string? _cpu;
    private readonly string? _accounts;
    private readonly string? _memory;

    /// <param name="folderOf">Makes the folder of a controller and returns it; null where that is not permitted.</param>
    /// <param name="cpus">Cores asked for.</param>
    /// <param name="memoryBytes">Memory asked for.</param>
    public ReplicaCgroupV1(Func<string, string?> folderOf, double? cpus, long? memoryBytes)
    {
        _cpu = folderOf("cpu");
        _accounts = folderOf("cpuacct");
        _memory = folderOf("memory");
        CpuBy = cpus is { } cores && TryLimitCpu(cores) ? Version : null;
        MemoryBy = memoryBytes is { } bytes && TryLimitMemory(bytes) ? Version : null;
    }

    public override IReadOnlyList<string> Folders => [.. new[] { _cpu, _accounts, _memory }.OfType<string>().Distinct()];

    public override ResourceReading? Read()
    {
        var atNs = MonotonicClock.NowNs();
        if (_accounts is null || _memory is null
            || CgroupFile.ReadNumber(_accounts, "cpuacct.usage") is not { } cpuNs
            || CgroupFile.ReadNumber(_memory, "memory.usage_in_bytes") is not { } used)
        {
            return null;
        }

        return new ResourceReading
        {
            AtNs = atNs,
            CpuNs = cpuNs,
            MemoryBytes = Math.Max(0, used - (CgroupFile.ReadField(_memory, "memory.stat", "total_inactive_file") ?? 0)),
            Periods = CpuBy is null ? null : CgroupFile.ReadField(_cpu!, "cpu.stat", "nr_periods"),
            ThrottledPeriods = CpuBy is null ? null : CgroupFile.ReadField(_cpu!, "cpu.stat", "nr_throttled"),
        };
    }

    public override long OomKills() => _memory is null ? 0 : CgroupFile.ReadField(_memory, "memory.oom_control", "oom_kill") ?? 0;

    private bool TryLimitCpu(double cpus)
    {
        try
        {
            if (_cpu is null)
            {
                return false;
            }

            CgroupFile.Write(_cpu, "cpu.cfs_period_us", PeriodUs);
            CgroupFile.Write(_cpu, "cpu.cfs_quota_us", QuotaUs(cpus));
            return CgroupFile.ReadNumber(_cpu, "cpu.cfs_quota_us") == QuotaUs(cpus);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private bool TryLimitMemory(long bytes)
    {
        try
        {
            if (_memory is null)
            {
                return false;
            }

            CgroupFile.Write(_memory, "memory.limit_in_bytes", bytes);
            if (File.Exists(Path.Combine(_memory, "memory.memsw.limit_in_bytes")))
            {
                // Without this a replica over its limit would swap instead of failing.
                CgroupFile.Write(_memory, "memory.memsw.limit_in_bytes", bytes);
            }

            return IsSameLimit(CgroupFile.ReadNumber(_memory, "memory.limit_in_bytes"), bytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
