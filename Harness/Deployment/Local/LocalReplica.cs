using LoadLab.Harness.Deployment.Local.Cgroups;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Deployment.Local;

/// <summary>One running replica with its accounts.</summary>
internal sealed class LocalReplica(ReplicaProcess process, ReplicaCgroup? groups, EnforcedLimits limits, string logFile)
{
    private readonly SessionUsage _session = new(process.Leader);

    public ReplicaProcess Process => process;

    public EnforcedLimits Limits => limits;

    public string LogFile => logFile;

    /// <summary>From the control groups where they account, else from <c>/proc</c>; null once it has ended.</summary>
    public ResourceReading? Read() => process.Exited.IsCompleted ? null : (groups?.Read() ?? _session.Read()) with { OomKills = OomKills() };

    public long OomKills() => groups?.OomKills() ?? 0;
}
