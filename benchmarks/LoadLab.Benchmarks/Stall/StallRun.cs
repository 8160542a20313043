using LoadLab.Benchmarks.Clients;

namespace LoadLab.Benchmarks.Stall;

/// <summary>One run of one way to measure: what it told, and what its own server's log makes of it.</summary>
/// <param name="Way">How it was measured.</param>
/// <param name="Told">Null for what it does not tell.</param>
/// <param name="Computed">From the log of the server of that run; null where its requests did not come to the server by the schedule alone.</param>
internal sealed record StallRun(string Way, Percentiles Told, Percentiles? Computed);
