using System.Threading.Tasks.Sources;

namespace LoadLab.Engine.Http.Transports.Tls;

/// <summary>The encrypted side of one connection, as the stream that the TLS stack reads from and writes to.</summary>
/// <remarks>
/// During the handshake a thread of the pool reads and writes while the loop offers what came and takes what is to go, so reads are continued
/// on the pool and writes are kept for the loop. From then on everything happens on the loop's thread, within its calls: bytes offered are
/// decrypted before <see cref="Offer"/> returns, and bytes written go to the transport at once.
/// </remarks>
internal sealed class TlsPipe(ITlsPipeOwner owner) : Stream, IValueTaskSource<int>, IValueTaskSource
{
    private readonly Lock _gate = new();
    private ManualResetValueTaskSourceCore<int> _read = new() { RunContinuationsAsynchronously = true };
    private ManualResetValueTaskSourceCore<bool> _write;
    private ByteQueue _input;
    private ByteQueue _output;
    private Memory<byte> _readInto;
    private bool _isReading;
    private bool _hasEnded;
    private bool _isEstablished;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>The handshake is over, and nobody but the loop uses the pipe any more.</summary>
    public void Establish()
    {
        _isEstablished = true;
        _read.RunContinuationsAsynchronously = false;
    }

    /// <summary>Bytes came from the peer.</summary>
    public void Offer(ReadOnlySpan<byte> bytes)
    {
        int taken;
        lock (_gate)
        {
            if (!_isReading)
            {
                _input.Add(bytes);
                return;
            }

            taken = Math.Min(bytes.Length, _readInto.Length);
            bytes[..taken].CopyTo(_readInto.Span);
            _input.Add(bytes[taken..]);
            _isReading = false;
        }

        _read.SetResult(taken);
    }

    /// <summary>No more will come.</summary>
    public void End()
    {
        lock (_gate)
        {
            _hasEnded = true;
            if (!_isReading)
            {
                return;
            }

            _isReading = false;
        }

        _read.SetResult(0);
    }

    /// <summary>Moves what the handshake has written so far into <paramref name="block"/>; false where there is nothing.</summary>
    public bool TakeOutput(CipherBlock block)
    {
        lock (_gate)
        {
            if (_output.IsEmpty)
            {
                return false;
            }

            block.Fill(_output.Bytes);
            _output.Clear();
            return true;
        }
    }

    /// <summary>The bytes of a write that had to wait were handed on, or could not be.</summary>
    public void FinishWrite(IOException? broken)
    {
        if (broken is null)
        {
            _write.SetResult(true);
        }
        else
        {
            _write.SetException(broken);
        }
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            if (!_input.IsEmpty || _hasEnded)
            {
                return new ValueTask<int>(_input.Take(buffer.Span));
            }

            _readInto = buffer;
            _isReading = true;
            _read.Reset();
            return new ValueTask<int>(this, _read.Version);
        }
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!_isEstablished)
        {
            lock (_gate)
            {
                _output.Add(buffer.Span);
            }

            owner.OnHandshakeOutput();
            return default;
        }

        // Before the send, whose rest may go out within the same call.
        _write.Reset();
        return owner.SendEncrypted(buffer.Span) ? default : new ValueTask(this, _write.Version);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    int IValueTaskSource<int>.GetResult(short token) => _read.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<int>.GetStatus(short token) => _read.GetStatus(token);

    void IValueTaskSource<int>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _read.OnCompleted(continuation, state, token, flags);

    void IValueTaskSource.GetResult(short token) => _write.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _write.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _write.OnCompleted(continuation, state, token, flags);
}
