namespace LoadLab.Harness.Analysis;

/// <summary>The values of one axis as rungs, each a change to the one before, everything else being the same.</summary>
public sealed record Ladder
{
    /// <summary>As the profile names it.</summary>
    public required string Axis { get; init; }

    /// <summary>The values of all other axes that vary, such as <c>users=8</c>; null where none does.</summary>
    public required string? Conditions { get; init; }

    /// <summary>In the order of the matrix.</summary>
    public required IReadOnlyList<LadderRung> Rungs { get; init; }

    /// <summary>What is missing or keeps a gain from being told.</summary>
    public required IReadOnlyList<string> Notes { get; init; }
}
