namespace LoadLab.Benchmarks.Peers;

/// <summary>One run against one peer.</summary>
/// <param name="Peer">Its name.</param>
/// <param name="RequestsPerSecond">Answered, by the engine's count.</param>
/// <param name="CpuUs">The server's user and system time for each of them; µs.</param>
/// <param name="ServerShare">Of the server's processor over the measured part, by the server.</param>
/// <param name="GeneratorShare">Of the other processor, by the engine's loop.</param>
/// <param name="OthersShare">Of the server's processor, by anything else.</param>
/// <param name="P50Ms">Median response time; null where nothing was answered.</param>
/// <param name="P99Ms">Response time of the 99th percentile.</param>
/// <param name="Failed">Requests without an answer or with one of 400 and above.</param>
internal sealed record PeerMeasurement(
    string Peer, double RequestsPerSecond, double CpuUs, double ServerShare, double GeneratorShare, double OthersShare, double? P50Ms, double? P99Ms, long Failed);
