using System.Net.Sockets;
using System.Text;

namespace LoadLab.Benchmarks.Faults;

/// <summary>Many clients that send a byte now and then, half of them their headers and half their bodies, to keep connections to themselves.</summary>
internal sealed class DrippingClients : IFault
{
    private const int Clients = 200;

    private static readonly TimeSpan BetweenBytes = TimeSpan.FromMilliseconds(500);

    public string Name => "slow-loris connections";

    public Task InjectAsync(FaultSite site, Tally answers, CancellationToken end) =>
        Task.WhenAll(Enumerable.Range(0, Clients).Select(client => RunAsync(site, answers, dripsBody: client % 2 == 1, end)));

    private static async Task RunAsync(FaultSite site, Tally answers, bool dripsBody, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            using var wire = await RawConnection.OpenAsync(site.Address, CancellationToken.None).ConfigureAwait(false);
            var reading = wire.ReadAsync(CancellationToken.None);
            await DripAsync(wire, dripsBody, reading, end).ConfigureAwait(false);
            if (reading.IsCompleted)
            {
                answers.Add(await reading.ConfigureAwait(false), Tally.Closed);
            }
        }
    }

    private static async Task DripAsync(RawConnection wire, bool dripsBody, Task reading, CancellationToken end)
    {
        var head = RawConnection.Head("/predict");
        var (atOnce, drop) = dripsBody ? ($"{head}Content-Length: 10000\r\n\r\n{{", " ") : (head, "X");
        try
        {
            await wire.SendAsync(Encoding.ASCII.GetBytes(atOnce), CancellationToken.None).ConfigureAwait(false);
            while (!reading.IsCompleted)
            {
                await wire.SendAsync(Encoding.ASCII.GetBytes(drop), end).ConfigureAwait(false);
                await Task.Delay(BetweenBytes, end).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            // Closed by the server, or over.
        }
    }
}
