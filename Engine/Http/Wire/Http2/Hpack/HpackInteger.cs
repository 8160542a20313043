using System.Buffers;

namespace LoadLab.Engine.Http.Wire.Http2.Hpack;

/// <summary>Integers with a prefix of 1 to 8 bits (RFC 7541 section 5.1).</summary>
internal static class HpackInteger
{
    /// <summary>Far above any length accepted, far below an overflow.</summary>
    public const int Max = (1 << 28) - 1;

    private const int BitsPerOctet = 7;
    private const int MoreFollows = 0x80;

    /// <summary>Takes an integer from the front of <paramref name="block"/>.</summary>
    /// <param name="block">Begins with the octet that holds the prefix.</param>
    /// <param name="prefixBits">Bits of that octet which belong to the integer.</param>
    /// <param name="value">At most <see cref="Max"/>.</param>
    /// <returns>False where the block ends too early or the value is too great.</returns>
    public static bool TryRead(ref ReadOnlySpan<byte> block, int prefixBits, out int value)
    {
        value = 0;
        if (block.IsEmpty)
        {
            return false;
        }

        var full = (1 << prefixBits) - 1;
        value = block[0] & full;
        block = block[1..];
        return value < full || TryReadRest(ref block, ref value);
    }

    /// <summary>Appends an integer.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="pattern">The bits above the prefix.</param>
    /// <param name="prefixBits">Bits of the first octet that belong to the integer.</param>
    /// <param name="value">Zero or more.</param>
    public static void Write(IBufferWriter<byte> output, byte pattern, int prefixBits, int value)
    {
        var full = (1 << prefixBits) - 1;
        if (value < full)
        {
            WriteOctet(output, pattern | value);
            return;
        }

        WriteOctet(output, pattern | full);
        for (value -= full; value >= MoreFollows; value >>= BitsPerOctet)
        {
            WriteOctet(output, value % MoreFollows | MoreFollows);
        }

        WriteOctet(output, value);
    }

    private static bool TryReadRest(ref ReadOnlySpan<byte> block, ref int value)
    {
        // Four octets of seven bits: more could only be leading zeros, or too great.
        for (var shift = 0; shift < 4 * BitsPerOctet && !block.IsEmpty; shift += BitsPerOctet)
        {
            var octet = block[0];
            block = block[1..];
            value += (octet & (MoreFollows - 1)) << shift;
            if (octet < MoreFollows)
            {
                return value <= Max;
            }
        }

        return false;
    }

    private static void WriteOctet(IBufferWriter<byte> output, int octet)
    {
        output.GetSpan(1)[0] = (byte)octet;
        output.Advance(1);
    }
}
