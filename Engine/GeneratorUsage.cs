namespace LoadLab.Engine;

/// <summary>What making the load cost, over the measured time: the evidence whether the generator was the limit.</summary>
public sealed record GeneratorUsage
{
    /// <summary>CPU time of each loop's thread divided by elapsed time, 0 to 1; without the time it only spun for the next arrival.</summary>
    public required IReadOnlyList<double> LoopCpuShare { get; init; }

    /// <summary>CPU time of the whole process.</summary>
    public required TimeSpan ProcessCpu { get; init; }

    /// <summary>Time in which the garbage collector had all threads stopped.</summary>
    public required TimeSpan GcPause { get; init; }

    /// <summary>Bytes allocated on the managed heap.</summary>
    public required long AllocatedBytes { get; init; }
}
