namespace LoadLab.Engine.Http.Transports.Tls;

/// <summary>Two buffers for decrypted bytes, used in turn by all connections of one loop, since what they hold is handed on at once.</summary>
internal sealed class PlainBuffers
{
    private const int Bytes = 16 * 1024;

    private readonly byte[][] _buffers = [new byte[Bytes], new byte[Bytes]];
    private int _current;

    public byte[] Current => _buffers[_current];

    public void Turn() => _current ^= 1;

    /// <summary>The current buffer now belongs to a read that is not done yet; another takes its place.</summary>
    public void GiveAway() => _buffers[_current] = new byte[Bytes];
}
