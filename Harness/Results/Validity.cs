namespace LoadLab.Harness.Results;

/// <summary>Whether a trial may be believed, and why not.</summary>
/// <param name="Verdict">The worst of all checks.</param>
/// <param name="Reasons">One sentence per failed check, with the figure and its threshold.</param>
public sealed record Validity(Verdict Verdict, IReadOnlyList<string> Reasons)
{
    public static Validity Valid { get; } = new(Verdict.Valid, []);
}
