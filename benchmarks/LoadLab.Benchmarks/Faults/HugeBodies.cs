using System.Net.Sockets;
using System.Text;

namespace LoadLab.Benchmarks.Faults;

/// <summary>Several clients at once that send 100 MB each, half of them without saying so beforehand.</summary>
internal sealed class HugeBodies : IFault
{
    private const int Clients = 4;
    private const int BodyBytes = 100_000_000;
    private const int ChunkBytes = 65_536;

    private static readonly byte[] Chunk = [.. Encoding.ASCII.GetBytes($"{ChunkBytes:x}\r\n"), .. Enumerable.Repeat((byte)'1', ChunkBytes), .. "\r\n"u8];

    public string Name => "bodies of 100 MB";

    public Task InjectAsync(FaultSite site, Tally answers, CancellationToken end) =>
        Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Task.Run(() => RunAsync(site, answers, isChunked: client % 2 == 1, end), CancellationToken.None)));

    private static async Task RunAsync(FaultSite site, Tally answers, bool isChunked, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            using var wire = await RawConnection.OpenAsync(site.Address, CancellationToken.None).ConfigureAwait(false);
            var reading = wire.ReadAsync(CancellationToken.None);
            await SendAsync(wire, isChunked, reading, end).ConfigureAwait(false);
            answers.Add(await reading.ConfigureAwait(false), Tally.Closed);
        }
    }

    /// <summary>Until all is sent, or the server has answered or closed, or the fault is over.</summary>
    private static async Task SendAsync(RawConnection wire, bool isChunked, Task reading, CancellationToken end)
    {
        try
        {
            var length = isChunked ? "Transfer-Encoding: chunked" : $"Content-Length: {BodyBytes}";
            await wire.SendAsync(Encoding.ASCII.GetBytes($"{RawConnection.Head("/predict")}{length}\r\n\r\n"), CancellationToken.None).ConfigureAwait(false);
            var piece = isChunked ? Chunk : Chunk.AsMemory(Chunk.Length - 2 - ChunkBytes, ChunkBytes);
            for (var sent = 0; sent + ChunkBytes <= BodyBytes && !reading.IsCompleted; sent += ChunkBytes)
            {
                await wire.SendAsync(piece, end).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            // The server need not take it all; a client that gives up half-way leaves nothing to wait for.
            if (!reading.IsCompleted && end.IsCancellationRequested)
            {
                wire.Abort();
            }
        }
    }
}
