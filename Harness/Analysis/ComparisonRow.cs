namespace LoadLab.Harness.Analysis;

/// <summary>One configuration beside its baseline. Ratios are its own figure ÷ the baseline's; null for the baseline itself, and where one of the two has none.</summary>
public sealed record ComparisonRow
{
    public required ConfigurationAnalysis Configuration { get; init; }

    /// <summary>The values of all other axes that vary, such as <c>users=8</c>; empty where none does.</summary>
    public required string Conditions { get; init; }

    /// <summary>As the axis' value is called.</summary>
    public required string Name { get; init; }

    /// <summary>The id of the configuration it is held against; null for the baseline itself and where there is none.</summary>
    public string? Baseline { get; init; }

    public Gain? Throughput { get; init; }

    public Gain? P50 { get; init; }

    public Gain? P95 { get; init; }

    /// <summary>The baseline's time per item × mean batch size ÷ batch time: how many times as many items the model's time yields.</summary>
    public Gain? Efficiency { get; init; }
}
