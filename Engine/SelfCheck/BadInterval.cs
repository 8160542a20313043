namespace LoadLab.Engine.SelfCheck;

/// <summary>The interval of the measured part in which a loop stood still the most.</summary>
/// <param name="Start">From the start of measuring.</param>
/// <param name="StalledShare">Its stalled part, 0 to 1.</param>
public sealed record BadInterval(TimeSpan Start, double StalledShare);
