namespace LoadLab.Benchmarks.Agents;

/// <summary>How the agents of one trial began, in seconds.</summary>
/// <param name="Spread">From the first to the last.</param>
/// <param name="Error">How far that may be off, by the clocks.</param>
/// <param name="Late">The last one's delay after the moment that all were told.</param>
internal sealed record AgentStarts(double Spread, double Error, double Late);
