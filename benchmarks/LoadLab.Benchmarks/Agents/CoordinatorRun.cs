namespace LoadLab.Benchmarks.Agents;

/// <summary>What was measured of a coordinator.</summary>
/// <param name="Seconds">Each merged second.</param>
/// <param name="Outcome">What it put together.</param>
/// <param name="Direct">What all samples come to that the agents told of.</param>
/// <param name="KeptBytes">Of the files in which it kept the intervals.</param>
internal sealed record CoordinatorRun(IReadOnlyList<CoordinatorSecond> Seconds, CoordinatorOutcome Outcome, LoadDigest Direct, long KeptBytes)
{
    /// <summary>CPU time as a share of one processor, between two of the seconds.</summary>
    public double CpuShare(int from, int to) => (Seconds[to].Cpu - Seconds[from].Cpu) / (Seconds[to].At - Seconds[from].At);
}
