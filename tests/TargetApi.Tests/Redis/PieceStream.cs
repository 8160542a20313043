namespace LoadLab.TargetApi.Tests.Redis;

/// <summary>Gives its bytes in pieces that end where the test says, then the end.</summary>
internal sealed class PieceStream(byte[] bytes, params int[] ends) : Stream
{
    private int _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => _position; set => throw new NotSupportedException(); }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int end = ends.Where(e => e > _position).DefaultIfEmpty(bytes.Length).Min();
        int length = Math.Min(Math.Min(end, bytes.Length) - _position, buffer.Length);
        bytes.AsMemory(_position, length).CopyTo(buffer);
        _position += length;
        return new ValueTask<int>(length);
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
