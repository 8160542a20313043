using LoadLab.Engine;
using LoadLab.Harness.Agents.Coordinator;
using LoadLab.Harness.Machines;
using LoadLab.Harness.Profiles;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Experiments.Checks;

/// <summary>All that the checks look at.</summary>
internal sealed record TrialEvidence
{
    public required LoadResult Load { get; init; }

    /// <summary>The load asked for.</summary>
    public required LoadConfig LoadConfig { get; init; }

    /// <summary>The deployment asked for; null for a target that LoadLab did not start.</summary>
    public Configuration? Deployed { get; init; }

    /// <summary>The limits in force; null for a target that LoadLab did not start.</summary>
    public EnforcedLimits? Limits { get; init; }

    /// <summary>The measured intervals, in order.</summary>
    public IReadOnlyList<MeasuredInterval> Intervals { get; init; } = [];

    /// <summary>What the machine's processors did over the measured part; null where the system does not tell.</summary>
    public MachineUse? Machine { get; init; }

    /// <summary>How agents made the load; null where this process did.</summary>
    public AgentsLoad? Agents { get; init; }

    /// <summary>CPU time that making the load took from this machine.</summary>
    public double GeneratorCpuSecondsHere => Agents is { } agents
        ? agents.Parts.Where(part => part.IsHere).Sum(part => part.Load.Generator.ProcessCpu.TotalSeconds)
        : Load.Generator.ProcessCpu.TotalSeconds;

    /// <summary>CPU time of all replicas over the measured part; null for a target that LoadLab did not start, or did not sample.</summary>
    public double? ReplicaCpuSeconds { get; init; }

    /// <summary>What the deployment reported.</summary>
    public IReadOnlyList<string> Incidents { get; init; } = [];
}
