namespace LoadLab.Harness.Analysis;

/// <summary>One point of a percentile curve.</summary>
/// <param name="Percentile">0 to 100.</param>
/// <param name="Milliseconds">Response time.</param>
public sealed record PercentilePoint(double Percentile, double Milliseconds);
