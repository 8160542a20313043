using System.Buffers;
using System.Text;
using LoadLab.TargetApi.Metrics;

namespace LoadLab.TargetApi.RequestLogs;

/// <summary>
/// One printed line in the making. What a client sent is escaped as Python prints bytes, so that it can neither end the line and forge another nor
/// speak to a terminal.
/// </summary>
internal sealed class PrintedLine : IDisposable
{
    /// <summary>Bytes of a payload that are printed; the default of MAX_BODY_BYTES, so that only somebody who raised that sees anything cut.</summary>
    public const int PayloadLimit = 1 << 20;

    private const byte FirstPlain = (byte)' ';
    private const byte LastPlain = (byte)'~';

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(1024);
    private int _length;
    private int _payload;
    private long _cut;

    public void Add(EndpointName endpoint, string text)
    {
        AddPlain(Encoding.ASCII.GetBytes(MetricNames.Of(endpoint)));
        AddPlain(Encoding.ASCII.GetBytes(text));
    }

    public void AddPayload(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> rest = bytes[..Math.Min(bytes.Length, PayloadLimit - _payload)];
        _payload += rest.Length;
        _cut += bytes.Length - rest.Length;
        while (rest.Length > 0)
        {
            int plain = rest.IndexOfAnyExceptInRange(FirstPlain, LastPlain);
            AddPlain(plain < 0 ? rest : rest[..plain]);
            if (plain < 0)
            {
                return;
            }

            AddEscaped(rest[plain]);
            rest = rest[(plain + 1)..];
        }
    }

    /// <summary>The line with its end.</summary>
    public ReadOnlySpan<byte> End()
    {
        if (_cut > 0)
        {
            AddPlain(Encoding.ASCII.GetBytes($" ... and {_cut} bytes more"));
        }

        AddPlain("\n"u8);
        return _bytes.AsSpan(0, _length);
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_bytes);

    private void AddEscaped(byte value) => AddPlain(value switch
    {
        (byte)'\n' => "\\n"u8,
        (byte)'\r' => "\\r"u8,
        (byte)'\t' => "\\t"u8,
        _ => [(byte)'\\', (byte)'x', HexDigit(value >> 4), HexDigit(value & 15)],
    });

    private void AddPlain(ReadOnlySpan<byte> bytes)
    {
        if (_length + bytes.Length > _bytes.Length)
        {
            Grow(_length + bytes.Length);
        }

        bytes.CopyTo(_bytes.AsSpan(_length));
        _length += bytes.Length;
    }

    private void Grow(int needed)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, 2 * _bytes.Length));
        _bytes.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }

    private static byte HexDigit(int value) => (byte)"0123456789abcdef"[value];
}
