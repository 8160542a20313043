namespace LoadLab.Harness.Deployment.Local.Cgroups;

/// <summary>The control groups of one replica: its limits and its accounts.</summary>
internal abstract class ReplicaCgroup
{
    /// <summary>Folders a process must enter, each by way of its <c>cgroup.procs</c>; none where no group could be made.</summary>
    public abstract IReadOnlyList<string> Folders { get; }

    /// <summary><c>cgroup-v1</c> or <c>cgroup-v2</c> where the CPU limit asked for is in force; null where none was asked or it is not.</summary>
    public string? CpuBy { get; protected set; }

    /// <summary>The same for memory.</summary>
    public string? MemoryBy { get; protected set; }

    /// <summary>Null where the groups do not account for both CPU and memory.</summary>
    public abstract ResourceReading? Read();

    /// <summary>How many of its processes the kernel killed for memory.</summary>
    public abstract long OomKills();

    // Docker's and the kernel's own default period; the quota is a share of it.
    protected const long PeriodUs = 100_000;

    /// <summary>CPU quota per period in µs; the kernel refuses less than 1 ms.</summary>
    protected static long QuotaUs(double cpus) => Math.Max(1_000, (long)Math.Round(cpus * PeriodUs));

    /// <summary>Limits of memory are kept in whole pages, rounded down.</summary>
    protected static bool IsSameLimit(long? inForce, long asked) =>
        inForce is { } value && value <= asked && asked - value < Environment.SystemPageSize;
}
