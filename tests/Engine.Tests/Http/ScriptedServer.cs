using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using LoadLab.Engine.Measurement;

namespace LoadLab.Engine.Tests.Http;

/// <summary>A small HTTP server on a free loopback port that answers each request as its script says.</summary>
public sealed class ScriptedServer : IDisposable
{
    public const string OkResponse = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";

    public const int DefaultBufferBytes = 64 * 1024;

    private readonly Socket _listener;
    private readonly Func<ScriptedExchange, Task> _script;
    private readonly SslServerAuthenticationOptions? _tls;
    private readonly int _bufferBytes;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<Socket, byte> _connections = new();
    private int _accepted;
    private int _requests;

    /// <param name="script">Called for each request; answers, or does what else the test needs.</param>
    /// <param name="address">Where to listen; null for 127.0.0.1.</param>
    /// <param name="tls">To serve https; null for http.</param>
    /// <param name="bufferBytes">Longest request that it can read.</param>
    public ScriptedServer(Func<ScriptedExchange, Task> script, IPAddress? address = null, SslServerAuthenticationOptions? tls = null, int bufferBytes = DefaultBufferBytes)
    {
        _tls = tls;
        _bufferBytes = bufferBytes;
        address ??= IPAddress.Loopback;
        _script = script;
        _listener = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        _listener.Bind(new IPEndPoint(address, 0));
        _listener.Listen(4096);
        Url = new UriBuilder(tls is null ? Uri.UriSchemeHttp : Uri.UriSchemeHttps, address.ToString(), ((IPEndPoint)_listener.LocalEndPoint!).Port).Uri;
        _ = Task.Run(AcceptAsync);
    }

    public Uri Url { get; }

    /// <summary>Connections accepted so far.</summary>
    public int Accepted => Volatile.Read(ref _accepted);

    /// <summary>Requests read so far.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>The head and body of each request, in the order read.</summary>
    public ConcurrentQueue<string> Log { get; } = new();

    /// <summary>When each answer was written by <see cref="ScriptedExchange.SendAsync"/>, in ns of the monotonic clock.</summary>
    public ConcurrentQueue<long> AnsweredNs { get; } = new();

    /// <summary>Answers every request with 200.</summary>
    public static ScriptedServer Ok() => Answering(OkResponse);

    public static ScriptedServer Answering(string response) => new(exchange => exchange.SendAsync(response));

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        foreach (var connection in _connections.Keys)
        {
            connection.Dispose();
        }
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            var connection = await _listener.AcceptAsync(_stop.Token);
            Interlocked.Increment(ref _accepted);
            _connections.TryAdd(connection, 0);
            connection.NoDelay = true;
            _ = Task.Run(() => ServeAsync(connection));
        }
    }

    private async Task ServeAsync(Socket connection)
    {
        var buffer = new byte[_bufferBytes];
        var held = 0;
        try
        {
            await using var stream = await OpenAsync(connection);
            while (await stream.ReadAsync(buffer.AsMemory(held), _stop.Token) is var received and > 0)
            {
                held += received;
                if (!IsWhole(buffer.AsSpan(0, held)))
                {
                    continue;
                }

                var number = Interlocked.Increment(ref _requests) - 1;
                Log.Enqueue(Encoding.Latin1.GetString(buffer, 0, held));
                held = 0;
                await _script(new ScriptedExchange(connection, stream, number, this, _stop.Token));
            }
        }
        catch (Exception failure) when (failure is IOException or SocketException or AuthenticationException or ObjectDisposedException or OperationCanceledException)
        {
            // The client went away, the script closed the connection or the test is over.
        }
        finally
        {
            _connections.TryRemove(connection, out _);
            connection.Dispose();
        }
    }

    private async Task<Stream> OpenAsync(Socket connection)
    {
        var plain = new NetworkStream(connection);
        if (_tls is null)
        {
            return plain;
        }

        var secure = new SslStream(plain);
        await secure.AuthenticateAsServerAsync(_tls, _stop.Token);
        return secure;
    }

    private static bool IsWhole(ReadOnlySpan<byte> request)
    {
        var end = request.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return false;
        }

        var head = Encoding.Latin1.GetString(request[..end]);
        var length = head.Split("\r\n").Where(line => line.StartsWith("Content-Length: ", StringComparison.OrdinalIgnoreCase))
            .Select(line => int.Parse(line[16..])).FirstOrDefault();
        return request.Length >= end + 4 + length;
    }

    internal void NoteAnswer() => AnsweredNs.Enqueue(MonotonicClock.NowNs());
}
