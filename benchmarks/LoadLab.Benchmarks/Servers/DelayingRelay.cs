using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace LoadLab.Benchmarks.Servers;

/// <summary>Hands bytes on between clients of one loopback port and a server on another; the server's as late as it is told.</summary>
internal sealed class DelayingRelay : IDisposable
{
    private const int BufferSize = 64 * 1024;

    private readonly ConcurrentDictionary<Socket, bool> _open = new();
    private Socket? _listener;
    private long _delayTicks;

    /// <summary>Where clients connect; the same one however often it is opened.</summary>
    public int Port { get; private set; }

    /// <summary>How late each piece of an answer is.</summary>
    public TimeSpan Delay
    {
        get => TimeSpan.FromTicks(Interlocked.Read(ref _delayTicks));
        set => Interlocked.Exchange(ref _delayTicks, value.Ticks);
    }

    /// <param name="server">Port of the server.</param>
    public void Open(int server)
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, Port));
        listener.Listen();
        Port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        _listener = listener;
        _ = AcceptAsync(listener, server);
    }

    /// <summary>Refuses new connections and ends those there are.</summary>
    public void Close()
    {
        _listener?.Dispose();
        foreach (var socket in _open.Keys)
        {
            socket.Dispose();
        }
    }

    public void Dispose() => Close();

    private async Task AcceptAsync(Socket listener, int server)
    {
        while (true)
        {
            try
            {
                _ = RelayAsync(await listener.AcceptAsync().ConfigureAwait(false), server);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task RelayAsync(Socket client, int server)
    {
        using var upstream = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        _open[client] = _open[upstream] = client.NoDelay = true;
        try
        {
            await upstream.ConnectAsync(IPAddress.Loopback, server).ConfigureAwait(false);
            await Task.WhenAny(CopyAsync(client, upstream, isAnswer: false), CopyAsync(upstream, client, isAnswer: true)).ConfigureAwait(false);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Nobody there, or closed.
        }

        client.Dispose();
        _open.TryRemove(client, out _);
        _open.TryRemove(upstream, out _);
    }

    /// <summary>Until either side is closed.</summary>
    private async Task CopyAsync(Socket from, Socket to, bool isAnswer)
    {
        var buffer = new byte[BufferSize];
        try
        {
            for (var length = await from.ReceiveAsync(buffer).ConfigureAwait(false); length > 0; length = await from.ReceiveAsync(buffer).ConfigureAwait(false))
            {
                if (isAnswer && Delay is { Ticks: > 0 } delay)
                {
                    await Task.Delay(delay).ConfigureAwait(false);
                }

                await SendAsync(to, buffer.AsMemory(0, length)).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The other direction ends with this one.
        }
    }

    private static async Task SendAsync(Socket to, ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[await to.SendAsync(bytes).ConfigureAwait(false)..];
        }
    }
}
