using System.Net;
using System.Net.Sockets;

namespace LoadLab.Tests;

/// <summary>A link that a test can break: passes bytes both ways until told otherwise.</summary>
internal sealed class TcpRelay : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _over = new();
    private readonly List<TcpClient> _clients = [];
    private readonly int _port;
    private volatile TaskCompletionSource? _cut;

    /// <param name="port">Of the other end, on this machine.</param>
    public TcpRelay(int port)
    {
        _port = port;
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Connections that were made so far.</summary>
    public int Accepted { get; private set; }

    /// <summary>From now on no byte passes, and nobody is told: as a pulled cable.</summary>
    public void Cut() => _cut = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Bytes pass again, those that waited first.</summary>
    public void Mend() => _cut?.TrySetResult();

    /// <summary>Ends every connection; new ones are passed on.</summary>
    public void Drop()
    {
        lock (_clients)
        {
            _clients.ForEach(client => client.Dispose());
            _clients.Clear();
        }
    }

    public void Dispose()
    {
        _over.Cancel();
        Mend();
        _listener.Dispose();
        Drop();
    }

    private async Task AcceptAsync()
    {
        while (!_over.IsCancellationRequested)
        {
            try
            {
                var near = await _listener.AcceptTcpClientAsync(_over.Token);
                Accepted++;
                _ = ServeAsync(near);
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(TcpClient near)
    {
        using var far = new TcpClient();
        try
        {
            await far.ConnectAsync(IPAddress.Loopback, _port, _over.Token);
            lock (_clients)
            {
                _clients.AddRange([near, far]);
            }

            await Task.WhenAny(PassAsync(near, far), PassAsync(far, near));
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            // Nobody listens there any more.
        }
        finally
        {
            near.Dispose();
        }
    }

    private async Task PassAsync(TcpClient from, TcpClient to)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.GetStream().ReadAsync(buffer, _over.Token) is var count and > 0)
            {
                if (_cut is { } cut)
                {
                    await cut.Task;
                }

                await to.GetStream().WriteAsync(buffer.AsMemory(0, count), _over.Token);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
        {
            // The end of the connection.
        }
    }
}
