using System.Net;
using System.Net.Sockets;
using LoadLab.Benchmarks.Processes;

namespace LoadLab.Benchmarks.Servers;

/// <summary>A server mode of this program, in a process of its own.</summary>
internal sealed class OwnServer : IBenchServer
{
    private readonly ServerProcess _process;
    private readonly int _controlPort;

    private OwnServer(ServerProcess process)
    {
        _process = process;
        var words = process.ReadyLine.Split(' ');
        Url = new Uri($"http://127.0.0.1:{words[1]}/empty");
        _controlPort = int.Parse(words[3]);
    }

    public Uri Url { get; }

    public static async Task<OwnServer> StartAsync(string verb, IReadOnlyList<string> arguments, int processor, CancellationToken cancellationToken) =>
        new(await ServerProcess.StartAsync(ProgramCall.DotNet(Repository.Self, [verb, .. arguments]), processor, cancellationToken).ConfigureAwait(false));

    public async Task<long> CountRequestsAsync(CancellationToken cancellationToken) =>
        (await ReadAccountAsync(cancellationToken).ConfigureAwait(false)).Requests;

    /// <summary>Everything that the server tells about itself.</summary>
    public async Task<ServerAccount> ReadAccountAsync(CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, _controlPort, cancellationToken).ConfigureAwait(false);
        using var reader = new StreamReader(client.GetStream());
        return ServerAccount.Parse(await reader.ReadToEndAsync(cancellationToken).ConfigureAwait(false));
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
