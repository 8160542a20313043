using System.Net.Sockets;

namespace LoadLab.Benchmarks.Faults;

/// <summary>Clients that go away: in the middle of their body, or before they have read the answer.</summary>
internal sealed class LeavingClients : IFault
{
    private const int Clients = 4;

    public string Name => "clients that disconnect";

    public Task InjectAsync(FaultSite site, Tally answers, CancellationToken end) =>
        Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Task.Run(() => RunAsync(site, leavesEarly: client % 2 == 1, end), CancellationToken.None)));

    private static async Task RunAsync(FaultSite site, bool leavesEarly, CancellationToken end)
    {
        var request = RawConnection.Post("/predict", site.Row);
        var sent = leavesEarly ? request.AsMemory(0, request.Length - 10) : request;
        while (!end.IsCancellationRequested)
        {
            var wire = await RawConnection.OpenAsync(site.Address, CancellationToken.None).ConfigureAwait(false);
            try
            {
                await wire.SendAsync(sent, CancellationToken.None).ConfigureAwait(false);
            }
            catch (SocketException)
            {
                // Gone is gone, whoever went first.
            }

            wire.Abort();
        }
    }
}
