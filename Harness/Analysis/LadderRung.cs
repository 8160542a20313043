namespace LoadLab.Harness.Analysis;

/// <summary>One value of a ladder's axis: what was changed, and what it was worth.</summary>
public sealed record LadderRung
{
    public required ConfigurationAnalysis Configuration { get; init; }

    /// <summary>As the axis' value is called.</summary>
    public required string Name { get; init; }

    /// <summary>Settings that differ from the rung before; empty for the first.</summary>
    public required IReadOnlyList<string> Changes { get; init; }

    /// <summary>Throughput against the rung before; null for the first, and where one of the two was not measured.</summary>
    public Gain? OverBefore { get; init; }

    /// <summary>Throughput against the first rung; null likewise.</summary>
    public Gain? OverFirst { get; init; }

    /// <summary>Null where the target reported no stage times.</summary>
    public CostliestStage? Costliest { get; init; }
}
