namespace LoadLab.Harness.Profiles;

/// <summary>An axis whose values are held against one of them, everything else being the same.</summary>
/// <param name="Axis">Its name in the matrix.</param>
/// <param name="Baseline">The name of the value that the others are held against.</param>
public sealed record ComparisonConfig(string Axis, string Baseline);
