namespace LoadLab.Harness.Experiments.Checks;

/// <summary>One interval of the measured part.</summary>
/// <param name="Start">From the start of measuring.</param>
/// <param name="Length">Its length.</param>
/// <param name="Ok">Successful requests completed in it.</param>
internal readonly record struct MeasuredInterval(TimeSpan Start, TimeSpan Length, long Ok);
