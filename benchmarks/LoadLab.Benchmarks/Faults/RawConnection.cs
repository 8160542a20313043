using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace LoadLab.Benchmarks.Faults;

/// <summary>A connection that hides nothing: HttpClient sends a request again where a connection broke, and a lost request would not be seen.</summary>
internal sealed class RawConnection : IDisposable
{
    private const int BufferSize = 64 * 1024;

    private readonly Socket _socket;
    private readonly byte[] _buffer = new byte[BufferSize];
    private int _filled;

    private RawConnection(Socket socket) => _socket = socket;

    /// <exception cref="SocketException">Nobody listens.</exception>
    public static async Task<RawConnection> OpenAsync(Uri address, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address.Host, address.Port, cancellationToken).ConfigureAwait(false);
            return new RawConnection(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>A whole POST of JSON.</summary>
    public static byte[] Post(string path, string body) =>
        Encoding.UTF8.GetBytes($"{Head(path)}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");

    /// <summary>The beginning of a POST of JSON, up to where its length is told.</summary>
    public static string Head(string path) => $"POST {path} HTTP/1.1\r\nHost: target\r\nContent-Type: application/json\r\n";

    /// <exception cref="SocketException">The server has closed the connection.</exception>
    public async Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[await _socket.SendAsync(bytes, cancellationToken).ConfigureAwait(false)..];
        }
    }

    /// <summary>Reads one answer of known length; null where the connection ended before it was whole.</summary>
    public async Task<RawAnswer?> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (TryTake() is { } answer)
            {
                return answer;
            }

            var received = await ReceiveAsync(cancellationToken).ConfigureAwait(false);
            if (received == 0)
            {
                return null;
            }

            _filled += received;
        }
    }

    /// <summary>Closes by a reset, as a client does that was ended.</summary>
    public void Abort()
    {
        _socket.LingerState = new LingerOption(true, 0);
        _socket.Dispose();
    }

    public void Dispose() => _socket.Dispose();

    private async Task<int> ReceiveAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _socket.ReceiveAsync(_buffer.AsMemory(_filled), cancellationToken).ConfigureAwait(false);
        }
        catch (SocketException)
        {
            return 0;
        }
    }

    private RawAnswer? TryTake()
    {
        var end = _buffer.AsSpan(0, _filled).IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return null;
        }

        var head = Encoding.ASCII.GetString(_buffer, 0, end);
        var length = end + 4 + int.Parse(Header(head, "Content-Length") ?? "0", CultureInfo.InvariantCulture);
        if (_filled < length)
        {
            return null;
        }

        _buffer.AsSpan(length, _filled - length).CopyTo(_buffer);
        _filled -= length;
        return new RawAnswer(int.Parse(head.AsSpan(9, 3), CultureInfo.InvariantCulture), Header(head, "Connection") == "close");
    }

    private static string? Header(string head, string name) =>
        head.Split("\r\n").Skip(1).FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();
}
