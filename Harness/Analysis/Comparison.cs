namespace LoadLab.Harness.Analysis;

/// <summary>One axis' values held against its baseline, everything else being the same.</summary>
/// <param name="Axis">As the profile names it.</param>
/// <param name="Baseline">The value that the others are held against.</param>
/// <param name="Rows">By the values of the other axes, each with its baseline first.</param>
/// <param name="Notes">What keeps a ratio from being told.</param>
public sealed record Comparison(string Axis, string Baseline, IReadOnlyList<ComparisonRow> Rows, IReadOnlyList<string> Notes)
{
    /// <summary>The target told of batches somewhere.</summary>
    public bool HasBatches => Rows.Any(row => row.Configuration.Batches is not null);
}
