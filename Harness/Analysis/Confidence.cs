namespace LoadLab.Harness.Analysis;

/// <summary>How sure a recommendation is. Written to results by name.</summary>
public enum Confidence
{
    /// <summary>Better than every other at p &lt; 0.01.</summary>
    Clear = 0,

    /// <summary>Better than every other at p &lt; 0.05.</summary>
    Likely = 1,

    /// <summary>Not measurably different from some others; the smallest of them is taken.</summary>
    Tied = 2,

    /// <summary>Nothing to compare with: the only one measured, or the only one that holds the SLO.</summary>
    Alone = 3,

    /// <summary>One trial only: without repeats nothing is known of its error.</summary>
    Hint = 4,

    /// <summary>None can be recommended.</summary>
    None = 5,
}
