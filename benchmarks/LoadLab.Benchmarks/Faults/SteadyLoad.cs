using System.Net.Sockets;

namespace LoadLab.Benchmarks.Faults;

/// <summary>A closed load of keep-alive connections that goes on through every fault and tells what became of every single request.</summary>
internal sealed class SteadyLoad : IAsyncDisposable
{
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(10);

    private static readonly TimeSpan LastAnswerLimit = TimeSpan.FromSeconds(10);

    private readonly Uri _address;
    private readonly byte[] _request;
    private readonly long[] _answered;
    private readonly CancellationTokenSource _end = new();
    private readonly CancellationTokenSource _patience = new();
    private readonly Task[] _connections;

    /// <param name="address">Of the service.</param>
    /// <param name="request">A whole request, sent over and over.</param>
    /// <param name="connections">Each with one request at a time.</param>
    public SteadyLoad(Uri address, byte[] request, int connections)
    {
        _address = address;
        _request = request;
        _answered = new long[connections];
        _connections = [.. Enumerable.Range(0, connections).Select(connection => Task.Run(() => RunAsync(connection)))];
    }

    public Tally Outcomes { get; } = new();

    public int Connections => _answered.Length;

    /// <summary>Requests answered with 200 so far, connection by connection.</summary>
    public long[] ReadAnswered() => [.. Enumerable.Range(0, _answered.Length).Select(i => Volatile.Read(ref _answered[i]))];

    /// <summary>Ends the load after the requests under way; one that is not answered in time counts as lost.</summary>
    public async Task StopAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        _patience.CancelAfter(LastAnswerLimit);
        await Task.WhenAll(_connections).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        _end.Dispose();
        _patience.Dispose();
    }

    private async Task RunAsync(int connection)
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                using var wire = await RawConnection.OpenAsync(_address, CancellationToken.None).ConfigureAwait(false);
                await UseAsync(wire, connection).ConfigureAwait(false);
            }
            catch (SocketException)
            {
                Outcomes.Add(Tally.Refused);
                await Task.Delay(BetweenAttempts).ConfigureAwait(false);
            }
        }
    }

    private async Task UseAsync(RawConnection wire, int connection)
    {
        while (!_end.IsCancellationRequested)
        {
            var answer = await AskAsync(wire).ConfigureAwait(false);
            Outcomes.Add(answer, Tally.Lost);
            if (answer?.Status == 200)
            {
                Volatile.Write(ref _answered[connection], _answered[connection] + 1);
            }

            if (answer is not { IsLast: false })
            {
                return;
            }
        }
    }

    /// <summary>Null where no answer came, wherever the connection broke.</summary>
    private async Task<RawAnswer?> AskAsync(RawConnection wire)
    {
        try
        {
            await wire.SendAsync(_request, _patience.Token).ConfigureAwait(false);
            return await wire.ReadAsync(_patience.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            return null;
        }
    }
}
