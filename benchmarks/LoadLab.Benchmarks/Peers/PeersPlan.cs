namespace LoadLab.Benchmarks.Peers;

/// <summary>What a comparison of the target API with its peers is to run.</summary>
/// <param name="Endpoints">Names of <see cref="PeerEndpoint"/>s.</param>
/// <param name="Connections">Keep-alive connections, each with one request at a time.</param>
/// <param name="Seconds">Of every run.</param>
/// <param name="Repetitions">Runs of every peer.</param>
internal sealed record PeersPlan(IReadOnlyList<string> Endpoints, int Connections, int Seconds, int Repetitions);
