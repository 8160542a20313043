using System.Net;
using System.Net.Sockets;
using LoadLab.Engine.Http.Wire.Http2;

namespace LoadLab.Engine.Tests.Http;

/// <summary>A small server for HTTP/2 on a free loopback port that answers each request with the bytes of its script.</summary>
internal sealed class ScriptedHttp2Server : IDisposable
{
    private const int PrefaceLength = 24;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<int, int, byte[]?> _script;
    private readonly CancellationTokenSource _stop = new();
    private int _accepted;
    private int _requests;

    /// <param name="script">Given the number of the request on the server and its stream; returns what to send, or null to reset the connection.</param>
    public ScriptedHttp2Server(Func<int, int, byte[]?> script)
    {
        _script = script;
        _listener.Start(4096);
        Url = new Uri($"http://{_listener.LocalEndpoint}");
        _ = Task.Run(AcceptAsync);
    }

    public Uri Url { get; }

    public int Accepted => Volatile.Read(ref _accepted);

    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Codes of the GOAWAY frames received.</summary>
    public System.Collections.Concurrent.ConcurrentQueue<Http2ErrorCode> Goodbyes { get; } = new();

    /// <summary>Pings answered by the client.</summary>
    public int Pongs;

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            var connection = await _listener.AcceptTcpClientAsync(_stop.Token);
            Interlocked.Increment(ref _accepted);
            connection.NoDelay = true;
            _ = Task.Run(() => ServeAsync(connection));
        }
    }

    private async Task ServeAsync(TcpClient connection)
    {
        try
        {
            using (connection)
            {
                await TalkAsync(connection);
            }
        }
        catch (Exception failure) when (failure is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The client went away, or the test is over.
        }
    }

    private async Task TalkAsync(TcpClient connection)
    {
        var stream = connection.GetStream();
        await stream.WriteAsync(Wire.Http2.ServerFrames.Settings, _stop.Token);
        await stream.ReadExactlyAsync(new byte[PrefaceLength], _stop.Token);
        var octets = new byte[FrameHeader.Size];
        while (true)
        {
            await stream.ReadExactlyAsync(octets, _stop.Token);
            var header = FrameHeader.Read(octets);
            var payload = new byte[header.Length];
            await stream.ReadExactlyAsync(payload, _stop.Token);
            Note(header, payload);
            if (header.Type is FrameType.Headers or FrameType.Data && header.Has(FrameFlags.EndStream))
            {
                if (_script(Interlocked.Increment(ref _requests) - 1, header.StreamId) is not { } answer)
                {
                    connection.Client.LingerState = new LingerOption(enable: true, seconds: 0);
                    return;
                }

                await stream.WriteAsync(answer, _stop.Token);
            }
        }
    }

    private void Note(FrameHeader header, byte[] payload)
    {
        if (header.Type == FrameType.GoAway)
        {
            Goodbyes.Enqueue((Http2ErrorCode)payload[7]);
        }
        else if (header.Type == FrameType.Ping && header.Has(FrameFlags.Ack))
        {
            Interlocked.Increment(ref Pongs);
        }
    }
}
