namespace LoadLab.Benchmarks.Faults;

/// <summary>What one fault did.</summary>
internal sealed record FaultOutcome
{
    public required IFault Fault { get; init; }

    /// <summary>Connections of the load that went on meanwhile.</summary>
    public required int Connections { get; init; }

    /// <summary>What became of the load's requests from the fault's beginning to the recovery, by outcome.</summary>
    public required IReadOnlyDictionary<string, long> Load { get; init; }

    /// <summary>What the service answered to the fault itself; its <c>/readyz</c>, where a dependency was taken.</summary>
    public required IReadOnlyDictionary<string, long> Answers { get; init; }

    /// <summary>From the fault's end until the service was ready with every worker and every connection of the load had been answered again; null: not within the limit.</summary>
    public required TimeSpan? Recovery { get; init; }

    public required long MemoryBefore { get; init; }

    public required long MemoryPeak { get; init; }

    public required long MemoryAfter { get; init; }
}
