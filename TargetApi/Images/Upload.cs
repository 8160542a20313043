using System.Buffers;

namespace LoadLab.TargetApi.Images;

/// <summary>A body as it arrives, in one piece. It grows with what has come, not with what was announced, so that idle connections cost nothing.</summary>
internal sealed class Upload(UploadBudget budget, int maximumBytes) : IDisposable
{
    private const int FirstBytes = 4096;

    private byte[] _bytes = [];
    private int _length;

    public ReadOnlyMemory<byte> Bytes => _bytes.AsMemory(0, _length);

    public UploadOutcome Append(ReadOnlySequence<byte> more)
    {
        if (_length + more.Length > maximumBytes)
        {
            return UploadOutcome.TooLarge;
        }

        int length = _length + (int)more.Length;
        if (length > _bytes.Length && !TryGrow(length))
        {
            return UploadOutcome.NoRoom;
        }

        more.CopyTo(_bytes.AsSpan(_length));
        _length = length;
        return UploadOutcome.Taken;
    }

    public void Dispose() => Replace([]);

    private bool TryGrow(int length)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(length, Math.Max(FirstBytes, (int)Math.Min(_bytes.Length * 2L, maximumBytes))));
        if (!budget.TryTake(larger.Length))
        {
            ArrayPool<byte>.Shared.Return(larger);
            return false;
        }

        Bytes.Span.CopyTo(larger);
        Replace(larger);
        return true;
    }

    private void Replace(byte[] bytes)
    {
        if (_bytes.Length > 0)
        {
            budget.Give(_bytes.Length);
            ArrayPool<byte>.Shared.Return(_bytes);
        }

        _bytes = bytes;
    }
}
