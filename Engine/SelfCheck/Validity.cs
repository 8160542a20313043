namespace LoadLab.Engine.SelfCheck;

/// <summary>Whether a result may be believed, and why not.</summary>
/// <param name="Verdict">The worst of all checks.</param>
/// <param name="Reasons">One sentence per finding, the worst first, each with the figure and its threshold; where the verdict is valid, notes only.</param>
public sealed record Validity(Verdict Verdict, IReadOnlyList<string> Reasons)
{
    /// <summary>Every check passed without a word.</summary>
    public static Validity Valid { get; } = new(Verdict.Valid, []);

    /// <summary>The worst verdict of all findings, and every reason, the worst first.</summary>
    public static Validity Of(IEnumerable<Finding> findings)
    {
        var ordered = findings.OrderByDescending(finding => finding.Verdict).ToList();
        return ordered.Count == 0 ? Valid : new Validity(ordered[0].Verdict, [.. ordered.Select(finding => finding.Reason)]);
    }
}
