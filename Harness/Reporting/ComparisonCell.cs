using LoadLab.Harness.Analysis;

namespace LoadLab.Harness.Reporting;

/// <summary>One column of the comparison.</summary>
/// <param name="Column">Its heading.</param>
/// <param name="Text">What a cell shows; null for nothing.</param>
internal sealed record ComparisonCell(TextColumn Column, Func<ComparisonRow, string?> Text)
{
    /// <summary>Left out where the target told of no batches.</summary>
    public bool NeedsBatches { get; init; }

    /// <summary>Left out where no replica ran into a limit.</summary>
    public bool NeedsMarks { get; init; }

    /// <summary>Left out where no other axis varies.</summary>
    public bool NeedsConditions { get; init; }
}
