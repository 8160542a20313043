namespace LoadLab.Engine.SelfCheck;

/// <summary>What one event loop tells about itself, over the measured part.</summary>
public sealed record LoopEvidence
{
    /// <summary>CPU time of its thread divided by elapsed time, 0 to 1, without the time in which it only spun for the next arrival; null where the system does not tell.</summary>
    public required double? CpuShare { get; init; }

    /// <summary>CPU time spun away waiting for arrivals, divided by elapsed time.</summary>
    public required double SpinShare { get; init; }

    /// <summary>Time in which the thread could have run and had no processor, divided by elapsed time; null where the system does not tell.</summary>
    public double? RunDelayShare { get; init; }

    /// <summary>Times the thread was taken off its processor against its will; 0 where the system does not tell.</summary>
    public long InvoluntarySwitches { get; init; }

    /// <summary>Stretches in which the thread should have looked at its events and could not.</summary>
    public long Stalls { get; init; }

    /// <summary>Their time, divided by elapsed time.</summary>
    public double StalledShare { get; init; }

    /// <summary>The longest of them.</summary>
    public TimeSpan LongestStall { get; init; }

    /// <summary>Most connections it had at once.</summary>
    public int PeakConnections { get; init; }

    /// <summary>Connections it might have had.</summary>
    public int MaxConnections { get; init; }
}
