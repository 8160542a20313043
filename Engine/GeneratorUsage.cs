using LoadLab.Engine.SelfCheck;

namespace LoadLab.Engine;

/// <summary>What making the load cost, over the measured time: the evidence whether the generator was the limit.</summary>
public sealed record GeneratorUsage
{
    /// <summary>
    /// CPU time of each loop's thread divided by elapsed time, 0 to 1; without the time it only spun for the next arrival. Empty where the
    /// system does not tell it. For user code one entry: the process's share of the processors it may use.
    /// </summary>
    public required IReadOnlyList<double> LoopCpuShare { get; init; }

    /// <summary>CPU time of the whole process.</summary>
    public required TimeSpan ProcessCpu { get; init; }

    /// <summary>Time in which the garbage collector had all threads stopped.</summary>
    public required TimeSpan GcPause { get; init; }

    /// <summary>Bytes allocated on the managed heap.</summary>
    public required long AllocatedBytes { get; init; }

    /// <summary>Garbage collections.</summary>
    public int Collections { get; init; }

    /// <summary>The longest pause; where several collections fell into one interval, at most this long.</summary>
    public TimeSpan LongestGcPause { get; init; }

    /// <summary>The largest difference between wall time passed and monotonic time passed since the run began.</summary>
    public TimeSpan ClockStep { get; init; }

    /// <summary>Evidence of each event loop; empty for user code, which has none.</summary>
    public IReadOnlyList<LoopEvidence> Loops { get; init; } = [];

    /// <summary>True where the limit of open files, not an option, says how many connections a loop may hold.</summary>
    public bool ConnectionsLimitedByFiles { get; init; }

    /// <summary>The interval in which a loop stood still the most; null where none did.</summary>
    public BadInterval? WorstInterval { get; init; }
}
