using LoadLab.Engine.Measurement;

namespace LoadLab.Engine;

/// <summary>Both latencies of the same requests, in ns. Successful and failed requests are kept apart, so that quick errors flatter nothing.</summary>
/// <param name="Response">Completion − intended send: what a user would have waited (free of coordinated omission).</param>
/// <param name="Service">Completion − actual send: what the target took.</param>
public sealed record Latencies(LatencyHistogram Response, LatencyHistogram Service);
