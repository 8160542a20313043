using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LoadLab.Tests;

/// <summary>Answers every request with 200, and remembers what was asked for.</summary>
internal sealed class CountingServer : IDisposable
{
    private static readonly byte[] Answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"u8.ToArray();

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<string> _paths = new();
    private int _requests;

    public CountingServer()
    {
        _listener.Start(backlog: 1024);
        _ = AcceptAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    public int Requests => Volatile.Read(ref _requests);

    /// <summary>The paths of all requests, as they came.</summary>
    public IReadOnlyList<string> Paths => [.. _paths];

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            client.NoDelay = true;
            var buffer = new byte[8 * 1024];
            var filled = 0;
            try
            {
                while (await client.GetStream().ReadAsync(buffer.AsMemory(filled)) is var count and > 0)
                {
                    filled += count;
                    while (buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8) is var end and >= 0)
                    {
                        _paths.Enqueue(Encoding.ASCII.GetString(buffer, 0, end).Split(' ', 3)[1]);
                        Interlocked.Increment(ref _requests);
                        filled -= end + 4;
                        buffer.AsSpan(end + 4, filled).CopyTo(buffer);
                        await client.GetStream().WriteAsync(Answer);
                    }
                }
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException)
            {
                // The client went.
            }
        }
    }
}
