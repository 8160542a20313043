namespace LoadLab.Engine.Measurement;

/// <summary>Signed 64-bit numbers in one to nine bytes: ZigZag, then little-endian base 128 whose ninth byte holds eight bits.</summary>
internal static class ZigZag
{
    internal const int LargestEncoding = 9;

    /// <summary>Writes the number and returns how many bytes it took.</summary>
    internal static int Write(Span<byte> output, long number)
    {
        var bits = (ulong)((number << 1) ^ (number >> 63));
        var at = 0;
        while (bits > 0x7f && at < LargestEncoding - 1)
        {
            output[at++] = (byte)(bits | 0x80);
            bits >>= 7;
        }

        output[at++] = (byte)bits;
        return at;
    }

    /// <summary>Reads one number and moves <paramref name="input"/> behind it.</summary>
    /// <exception cref="HistogramFormatException">The input ends within the number.</exception>
    internal static long Read(ref ReadOnlySpan<byte> input)
    {
        ulong bits = 0;
        for (var at = 0; at < input.Length; at++)
        {
            var last = at == LargestEncoding - 1;
            bits |= (ulong)(last ? input[at] : input[at] & 0x7f) << (7 * at);
            if (last || input[at] < 0x80)
            {
                input = input[(at + 1)..];
                return (long)(bits >> 1) ^ -(long)(bits & 1);
            }
        }

        throw new HistogramFormatException("The histogram ends within a count.");
    }
}
