using System.Buffers;
using System.Diagnostics;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace LoadLab.TargetApi.Redis;

/// <summary>
/// One connection to a Redis server. Commands of many threads are written one behind the other without waiting for answers, which come in the same order.
/// After the first failure it is of no more use.
/// </summary>
internal sealed class RedisConnection : IAsyncDisposable
{
    /// <summary>A server that answers nothing for this long is as good as gone. Longer than any blocking command in use waits.</summary>
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan WatchInterval = TimeSpan.FromMilliseconds(500);

    private readonly RedisAddress _address;
    private readonly Stream _stream;
    private readonly RespReader _reader;
    private readonly Lock _gate = new();
    private readonly Queue<PendingReply> _pending = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly TaskCompletionSource<string> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Timer _watch;
    private ArrayBufferWriter<byte> _filling = new();
    private ArrayBufferWriter<byte> _sending = new();
    private bool _writing;
    private string? _failure;

    private RedisConnection(RedisAddress address, Stream stream)
    {
        _address = address;
        _stream = stream;
        _reader = new RespReader(stream, new RespLimits());
        _watch = new Timer(_ => Watch(), null, WatchInterval, WatchInterval);
        _ = ReadLoop();
    }

    /// <summary>Completes when the connection is lost, with the reason.</summary>
    public Task<string> Closed => _closed.Task;

    /// <summary>Connects, authenticates, chooses the database and makes sure that the server takes commands.</summary>
    /// <exception cref="RedisUnavailableException">One of these fails; the message says which.</exception>
    public static async Task<RedisConnection> Open(RedisAddress address, string name, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(AnswerLimit);
        try
        {
            var connection = new RedisConnection(address, await Connect(address, limit.Token));
            await connection.Introduce(name);
            return connection;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new RedisUnavailableException($"no connection within {AnswerLimit.TotalSeconds:0} s");
        }
        catch (Exception e) when (e is SocketException or IOException or AuthenticationException)
        {
            throw new RedisUnavailableException(e.Message);
        }
    }

    /// <summary>Sends a command and waits for its answer.</summary>
    /// <exception cref="RedisErrorException">The server refuses it.</exception>
    /// <exception cref="RedisUnavailableException">The connection is lost.</exception>
    public async Task<RespValue> Execute(RespCommand command)
    {
        var reply = new PendingReply(Stopwatch.GetTimestamp());
        if (Enqueue(command, reply))
        {
            _ = WriteLoop();
        }

        RespValue value = await reply.Task;
        return value.Kind == RespKind.Error ? throw new RedisErrorException(value.Text) : value;
    }

    public async ValueTask DisposeAsync()
    {
        Fail("the connection was closed");
        await _watch.DisposeAsync();
    }

    private static async Task<Stream> Connect(RedisAddress address, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address.Host, address.Port, cancellation);
            var stream = new NetworkStream(socket, ownsSocket: true);
            return address.Tls ? await Encrypt(stream, address.Host, cancellation) : stream;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task<Stream> Encrypt(NetworkStream stream, string host, CancellationToken cancellation)
    {
        var encrypted = new SslStream(stream, leaveInnerStreamOpen: false);
        await encrypted.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = host }, cancellation);
        return encrypted;
    }

    private async Task Introduce(string name)
    {
        try
        {
            if (_address.Password is { } password)
            {
                RespCommand auth = new("AUTH");
                await Execute((_address.User is { } user ? auth.Add(user) : auth).Add(password));
            }

            await Execute(new RespCommand("CLIENT").Add("SETNAME").Add(name));
            await Execute(new RespCommand("SELECT").Add(_address.Database));
            await Execute(new RespCommand("PING"));
        }
        catch (RedisErrorException e)
        {
            await DisposeAsync();
            throw new RedisUnavailableException(e.Message);
        }
    }

    /// <summary>True where the caller has to write what is there.</summary>
    private bool Enqueue(RespCommand command, PendingReply reply)
    {
        lock (_gate)
        {
            if (_failure is not null)
            {
                throw new RedisUnavailableException(_failure);
            }

            command.WriteTo(_filling);
            _pending.Enqueue(reply);
            bool first = !_writing;
            _writing = true;
            return first;
        }
    }

    /// <summary>Writes until nothing is left; commands that come meanwhile go out together.</summary>
    private async Task WriteLoop()
    {
        try
        {
            while (Swap())
            {
                await _stream.WriteAsync(_sending.WrittenMemory, _closing.Token);
                _sending.ResetWrittenCount();
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException)
        {
            Fail(e.Message);
        }
    }

    private bool Swap()
    {
        lock (_gate)
        {
            (_filling, _sending) = (_sending, _filling);
            _writing = _sending.WrittenCount > 0 && _failure is null;
            return _writing;
        }
    }

    private async Task ReadLoop()
    {
        try
        {
            while (true)
            {
                RespValue value = await _reader.Read(_closing.Token);
                Take().SetResult(value);
            }
        }
        catch (Exception e) when (e is IOException or RespException or ObjectDisposedException or OperationCanceledException)
        {
            Fail(e.Message);
        }
    }

    private PendingReply Take()
    {
        lock (_gate)
        {
            return _pending.TryDequeue(out PendingReply? reply) ? reply : throw new RespException("an answer came that nobody had asked for");
        }
    }

    private void Watch()
    {
        bool late;
        lock (_gate)
        {
            late = _pending.TryPeek(out PendingReply? first) && Stopwatch.GetElapsedTime(first.Asked) > AnswerLimit;
        }

        if (late)
        {
            Fail($"no answer within {AnswerLimit.TotalSeconds:0} s");
        }
    }

    private void Fail(string reason)
    {
        PendingReply[] lost;
        lock (_gate)
        {
            if (_failure is not null)
            {
                return;
            }

            _failure = reason;
            lost = [.. _pending];
            _pending.Clear();
        }

        _closing.Cancel();
        _stream.Dispose();
        _watch.Change(Timeout.Infinite, Timeout.Infinite);
        Array.ForEach(lost, reply => reply.SetException(new RedisUnavailableException(reason)));
        _closed.TrySetResult(reason);
    }
}
