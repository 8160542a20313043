using LoadLab.Benchmarks.Processes;

namespace LoadLab.Benchmarks.Peers;

/// <summary>A running service of one process.</summary>
internal sealed class PeerServer : IAsyncDisposable
{
    private readonly ServerProcess _process;

    private PeerServer(ServerProcess process)
    {
        _process = process;
        Address = new Uri(process.FirstLine.Split(' ').First(word => word.StartsWith("http://", StringComparison.Ordinal)));
    }

    public Uri Address { get; }

    /// <summary>User and system time so far; to the tick of 10 ms.</summary>
    public TimeSpan Cpu => _process.Cpu;

    /// <summary>Starts a service that prints its address in one line when it is ready.</summary>
    public static async Task<PeerServer> StartAsync(ProgramCall call, int processor, CancellationToken cancellationToken) =>
        new(await ServerProcess.StartAsync(call, processor, cancellationToken).ConfigureAwait(false));

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
