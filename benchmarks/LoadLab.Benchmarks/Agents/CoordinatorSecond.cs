namespace LoadLab.Benchmarks.Agents;

/// <summary>The coordinator's process when a second of the load was merged.</summary>
internal sealed record CoordinatorSecond
{
    /// <summary>Monotonic, from the first such moment.</summary>
    public required double At { get; init; }

    /// <summary>User and system time of the process so far, in seconds.</summary>
    public required double Cpu { get; init; }

    public required long ResidentBytes { get; init; }

    /// <summary>Managed memory in use, garbage that was not collected included.</summary>
    public required long HeapBytes { get; init; }

    public required long AllocatedBytes { get; init; }

    /// <summary>Collections of the oldest generation so far.</summary>
    public required int FullCollections { get; init; }

    /// <summary>Time so far in which the collector had all threads stopped, in seconds.</summary>
    public required double Pauses { get; init; }

    /// <summary>Requests that the merged interval tells of.</summary>
    public required long Requests { get; init; }
}
