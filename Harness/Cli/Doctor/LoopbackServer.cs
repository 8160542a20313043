using System.Net;
using System.Net.Sockets;

namespace LoadLab.Harness.Cli.Doctor;

/// <summary>The least that an HTTP server can do: the same answer to every request, as soon as its empty line is there.</summary>
internal sealed class LoopbackServer : IDisposable
{
    private static readonly byte[] Answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"u8.ToArray();
    private static readonly byte[] EmptyLine = "\r\n\r\n"u8.ToArray();

    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _stopped = new();

    public LoopbackServer()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(512);
        Address = new Uri($"http://{_listener.LocalEndPoint}");
        _ = AcceptAsync(_stopped.Token);
    }

    public Uri Address { get; }

    public void Dispose()
    {
        _stopped.Cancel();
        _listener.Dispose();
        _stopped.Dispose();
    }

    private async Task AcceptAsync(CancellationToken stopped)
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptAsync(stopped).ConfigureAwait(false), stopped);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Stopped: nobody waits for another connection.
        }
    }

    private static async Task ServeAsync(Socket connection, CancellationToken stopped)
    {
        using var _ = connection;
        connection.NoDelay = true;
        var buffer = new byte[4096];
        var filled = 0;
        try
        {
            while (await connection.ReceiveAsync(buffer.AsMemory(filled), stopped).ConfigureAwait(false) is var received and > 0)
            {
                filled += received;
                for (int end; (end = buffer.AsSpan(0, filled).IndexOf(EmptyLine)) >= 0;)
                {
                    var next = end + EmptyLine.Length;
                    buffer.AsSpan(next, filled - next).CopyTo(buffer);
                    filled -= next;
                    await connection.SendAsync(Answer, stopped).ConfigureAwait(false);
                }
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException)
        {
            // The client went away, or the server was stopped.
        }
    }
}
