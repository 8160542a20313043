using System.Globalization;
using LoadLab.Engine.Measurement;

namespace LoadLab.Harness.Deployment.Local.Cgroups;

/// <summary>Version 2: one folder for all controllers (kernel's admin-guide/cgroup-v2).</summary>
internal sealed class ReplicaCgroupV2 : ReplicaCgroup
{
    private const string Version = "cgroup-v2";

    private readonly string _folder;

    /// <param name="folder">An existing group whose parent passes on what it can of <c>cpu</c> and <c>memory</c>.</param>
    /// <param name="cpus">Cores asked for.</param>
    /// <param name="memoryBytes">Memory asked for.</param>
    public ReplicaCgroupV2(string folder, double? cpus, long? memoryBytes)
    {
        _folder = folder;
        CpuBy = cpus is { } cores && TryLimitCpu(cores) ? Version : null;
        MemoryBy = memoryBytes is { } bytes && TryLimitMemory(bytes) ? Version : null;
    }

    public override IReadOnlyList<string> Folders => [_folder];

    public override ResourceReading? Read()
    {
        var atNs = MonotonicClock.NowNs();
        if (CgroupFile.ReadField(_folder, "cpu.stat", "usage_usec") is not { } cpuUs
            || CgroupFile.ReadNumber(_folder, "memory.current") is not { } used)
        {
            return null;
        }

        return new ResourceReading
        {
            AtNs = atNs,
            CpuNs = cpuUs * 1_000,
            MemoryBytes = Math.Max(0, used - (CgroupFile.ReadField(_folder, "memory.stat", "inactive_file") ?? 0)),
            Periods = CpuBy is null ? null : CgroupFile.ReadField(_folder, "cpu.stat", "nr_periods"),
            ThrottledPeriods = CpuBy is null ? null : CgroupFile.ReadField(_folder, "cpu.stat", "nr_throttled"),
        };
    }

    public override long OomKills() => CgroupFile.ReadField(_folder, "memory.events", "oom_kill") ?? 0;

    // The files are there only where the parent passes the controller on: never make them.
    private bool Has(string name) => File.Exists(Path.Combine(_folder, name));

    private bool TryLimitCpu(double cpus)
    {
        try
        {
            if (!Has("cpu.max"))
            {
                return false;
            }

            var limit = string.Create(CultureInfo.InvariantCulture, $"{QuotaUs(cpus)} {PeriodUs}");
            CgroupFile.Write(_folder, "cpu.max", limit);
            return File.ReadAllText(Path.Combine(_folder, "cpu.max")).Trim() == limit;
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
            if (!Has("memory.max"))
            {
                return false;
            }

            CgroupFile.Write(_folder, "memory.max", bytes);
            if (Has("memory.swap.max"))
            {
                // Without this a replica over its limit would swap instead of failing.
                CgroupFile.Write(_folder, "memory.swap.max", 0);
            }

            return IsSameLimit(CgroupFile.ReadNumber(_folder, "memory.max"), bytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
