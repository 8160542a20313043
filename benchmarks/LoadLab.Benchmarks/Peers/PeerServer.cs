using LoadLab.Benchmarks.Processes;

namespace LoadLab.Benchmarks.Peers;

/// <summary>A running service of one process.</summary>
internal sealed class PeerServer : IAsyncDisposable
{
    private const string AddressMark = "http://";

    private readonly ServerProcess _process;

    private PeerServer(ServerProcess process)
    {
        _process = process;
        Address = new Uri(process.ReadyLine.Split(' ').First(word => word.StartsWith(AddressMark, StringComparison.Ordinal)));
    }

    public Uri Address { get; }

    /// <summary>User and system time so far; to the tick of 10 ms.</summary>
    public TimeSpan Cpu => _process.Cpu;

    /// <summary>Starts a service that prints a line with its address when it is ready.</summary>
    public static async Task<PeerServer> StartAsync(ProgramCall call, int processor, CancellationToken cancellationToken) =>
        new(await ServerProcess.StartAsync(call, processor, cancellationToken, AddressMark).ConfigureAwait(false));

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
