namespace LoadLab.Harness.Analysis;

/// <summary>Whether a bound was held, and how sure that is. Ordered from best to worst; written to results by name.</summary>
public enum SloState
{
    /// <summary>The whole 95 % interval is on the good side.</summary>
    Held = 0,

    /// <summary>One trial only, and it was on the good side.</summary>
    HeldOnce = 1,

    /// <summary>The mean is on the good side, the interval's end is not: neither shown to hold nor to miss.</summary>
    Unsure = 2,

    /// <summary>The mean is beyond the bound, or there was nothing to measure.</summary>
    Missed = 3,
}
