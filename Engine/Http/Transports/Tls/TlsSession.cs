using System.Net.Security;
using System.Security.Authentication;
using LoadLab.Engine.Http.Wire;

namespace LoadLab.Engine.Http.Transports.Tls;

/// <summary>TLS on one connection. But for the handshake, everything is on the loop's thread.</summary>
internal sealed class TlsSession : IQueued<TlsSession>, ITlsPipeOwner, IDisposable
{
    private readonly TlsTransport _transport;
    private readonly SslClientAuthenticationOptions _options;
    private readonly TlsPipe _pipe;
    private readonly SslStream _stream;
    private readonly NativeBytes _message = new();
    private readonly Action _onProgress;
    private readonly Lock _gate = new();
    private ValueTask<int> _read;
    private ValueTask _write;
    private byte[]? _readInto;
    private int _writeBytes;
    private bool _isReading;
    private bool _hasEnded;
    private int _isPosted;
    private bool _isAtHandshake;
    private bool _isClosed;
    private volatile bool _isHandshakeOver;

    public TlsSession(TlsTransport transport, int slot, SslClientAuthenticationOptions options)
    {
        _transport = transport;
        _options = options;
        Slot = slot;
        _pipe = new TlsPipe(this);
        _stream = new SslStream(_pipe, leaveInnerStreamOpen: true);
        _onProgress = OnProgress;
    }

    public int Slot { get; }

    public string Host => _options.TargetHost!;

    public TlsPhase Phase { get; set; }

    /// <summary>What the transport below has not sent yet; null where it has.</summary>
    public CipherBlock? Unsent { get; set; }

    /// <summary>What goes out after <see cref="Unsent"/>; nothing more is encrypted before it does.</summary>
    public CipherBlock? Waiting { get; set; }

    /// <summary>A message is on its way, encrypted piece by piece as the peer takes it.</summary>
    public bool IsWriting { get; private set; }

    /// <summary>Why the connection below could not send.</summary>
    public SendStatus BrokenBy { get; set; } = SendStatus.Closed;

    public bool IsClosed => _isClosed;

    /// <summary>Once true, what the handshake has written is complete, and <see cref="Failure"/> tells its outcome.</summary>
    public bool IsHandshakeOver => _isHandshakeOver;

    /// <summary>Why the handshake, or what came after, failed.</summary>
    public Exception? Failure { get; private set; }

    public TlsSession? NextQueued { get; set; }

    /// <summary>Certificates and keys take milliseconds, so a thread of the pool does it.</summary>
    public void BeginHandshake()
    {
        Phase = TlsPhase.Handshaking;
        _isAtHandshake = true;
        ThreadPool.UnsafeQueueUserWorkItem(session => _ = session.HandshakeAsync(), this, preferLocal: false);
    }

    /// <summary>The loop has taken notice of what it was told.</summary>
    public void TakeNotice() => Volatile.Write(ref _isPosted, 0);

    public bool TakeOutput(CipherBlock block) => _pipe.TakeOutput(block);

    public void Establish()
    {
        Phase = TlsPhase.Established;
        _pipe.Establish();
    }

    public void Offer(ReadOnlySpan<byte> bytes) => _pipe.Offer(bytes);

    public void End()
    {
        _hasEnded = true;
        _pipe.End();
    }

    /// <summary>Reads what has come; <paramref name="data"/> stays valid until the next read but one of any session.</summary>
    public TlsReadStatus Read(PlainBuffers buffers, out ReadOnlySpan<byte> data)
    {
        data = default;
        try
        {
            while (true)
            {
                // A read of no bytes waits for some without keeping a buffer for each connection.
                if (!_isReading && !BeginRead(_stream.ReadAsync(Memory<byte>.Empty)))
                {
                    return TlsReadStatus.Pending;
                }

                if (_isReading && !_read.IsCompleted)
                {
                    return TlsReadStatus.Pending;
                }

                if (TakeRead(buffers, out data))
                {
                    return data.Length == 0 ? TlsReadStatus.Ended : TlsReadStatus.Data;
                }
            }
        }
        catch (Exception failure) when (failure is IOException or AuthenticationException or InvalidOperationException)
        {
            Failure = failure;
            return _hasEnded ? TlsReadStatus.BrokenOff : TlsReadStatus.Failed;
        }
    }

    public SendStatus Send(RequestMessage message, out int bytes)
    {
        bytes = 0;
        _writeBytes = message.Length;
        BeginWrite(_stream.WriteAsync(_message.PointAt(message)));
        return TryFinishWrite(out bytes);
    }

    /// <summary><see cref="Waiting"/> was handed to the transport below, or could not be.</summary>
    public void OnWaitingSent(IOException? broken) => _pipe.FinishWrite(broken);

    /// <summary>The outcome of a message; pending while not all of it is encrypted and sent.</summary>
    public SendStatus TryFinishWrite(out int bytes)
    {
        bytes = 0;
        return _write.IsCompleted && Unsent is null ? FinishWrite(out bytes) : SendStatus.Pending;
    }

    /// <summary>Nothing is told of it any more. A handshake under way ends by itself.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isClosed = true;
            if (_isAtHandshake)
            {
                _pipe.End();
                return;
            }
        }

        _stream.Dispose();
        _pipe.Dispose();
        ((IDisposable)_message).Dispose();
    }

    void ITlsPipeOwner.OnHandshakeOutput() => Post();

    bool ITlsPipeOwner.SendEncrypted(ReadOnlySpan<byte> bytes) => _transport.SendEncrypted(this, bytes);

    private async Task HandshakeAsync()
    {
        try
        {
            await _stream.AuthenticateAsClientAsync(_options, CancellationToken.None).ConfigureAwait(false);
            RequireProtocol();
        }
        catch (Exception failure)
        {
            Failure = failure;
        }

        bool isClosed;
        lock (_gate)
        {
            _isAtHandshake = false;
            isClosed = _isClosed;
        }

        if (isClosed)
        {
            await _stream.DisposeAsync().ConfigureAwait(false);
            return;
        }

        _isHandshakeOver = true;
        Post();
    }

    /// <summary>A server that does not know of protocol negotiation speaks HTTP/1.1; no other protocol may be assumed of it.</summary>
    private void RequireProtocol()
    {
        if (_stream.NegotiatedApplicationProtocol.Protocol.Length == 0
            && _options.ApplicationProtocols is { Count: > 0 } offered
            && !offered.Contains(SslApplicationProtocol.Http11))
        {
            throw new AuthenticationException($"The server did not agree to speak {string.Join(" or ", offered)}");
        }
    }

    /// <summary>False where it is not done yet.</summary>
    private bool BeginRead(ValueTask<int> read)
    {
        _read = read;
        _isReading = true;
        if (read.IsCompleted)
        {
            return true;
        }

        read.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(_onProgress);
        return false;
    }

    private void BeginWrite(ValueTask write)
    {
        _write = write;
        IsWriting = true;
        if (!write.IsCompleted)
        {
            write.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(_onProgress);
        }
    }

    /// <summary>Takes a finished read; false where it only said that there is something, and a read of that began.</summary>
    private bool TakeRead(PlainBuffers buffers, out ReadOnlySpan<byte> data)
    {
        var count = _read.GetAwaiter().GetResult();
        _isReading = false;
        if (_readInto is { } into)
        {
            _readInto = null;
            data = into.AsSpan(0, count);
            return true;
        }

        buffers.Turn();
        data = default;
        if (BeginRead(_stream.ReadAsync(buffers.Current)))
        {
            _isReading = false;
            data = buffers.Current.AsSpan(0, _read.GetAwaiter().GetResult());
            return true;
        }

        _readInto = buffers.Current;
        buffers.GiveAway();
        return false;
    }

    private SendStatus FinishWrite(out int bytes)
    {
        IsWriting = false;
        bytes = 0;
        try
        {
            _write.GetAwaiter().GetResult();
            bytes = _writeBytes;
            return SendStatus.Sent;
        }
        catch (Exception failure) when (failure is IOException or AuthenticationException or InvalidOperationException)
        {
            Failure = failure;
            return BrokenBy;
        }
    }

    /// <summary>A pending read or write went on. Within the loop's own call it looks for itself; on another thread it must be told.</summary>
    private void OnProgress()
    {
        if (!_transport.IsLoopThread)
        {
            Post();
        }
    }

    private void Post()
    {
        if (Interlocked.Exchange(ref _isPosted, 1) == 0)
        {
            _transport.Post(this);
        }
    }
}
