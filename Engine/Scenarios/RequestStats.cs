namespace LoadLab.Engine.Scenarios;

/// <param name="Count">Finished requests (iterations, or runs of a step) with this outcome.</param>
/// <param name="RPS">The same per second of the measured part.</param>
/// <param name="Percent">Their share of all, 0 to 100.</param>
public sealed record RequestStats(long Count, double RPS, double Percent);
