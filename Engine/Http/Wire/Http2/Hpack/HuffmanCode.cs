namespace LoadLab.Engine.Http.Wire.Http2.Hpack;

/// <summary>The Huffman code of RFC 7541 appendix B.</summary>
/// <remarks>The code is canonical: codes of one length are consecutive in the order of their symbols, so the lengths are the whole table.</remarks>
internal static class HuffmanCode
{
    private const int EndOfString = 256;
    private const int LongestCode = 30;
    private const int ShortCode = 8;
    private const int LongestPadding = 7;

    private static readonly uint[] Codes = new uint[EndOfString + 1];

    /// <summary>Symbols in the order of their codes.</summary>
    private static readonly ushort[] Ordered = new ushort[EndOfString + 1];

    /// <summary>By length: the end of its codes, as the first bits of 32; a code is of the shortest length whose end is above it.</summary>
    private static readonly ulong[] Ends = new ulong[LongestCode + 1];

    /// <summary>By length: what to add to a code to have its place in <see cref="Ordered"/>.</summary>
    private static readonly int[] Places = new int[LongestCode + 1];

    /// <summary>By the next eight bits: length and symbol of a code no longer than that; zero where it is longer.</summary>
    private static readonly ushort[] Short = new ushort[1 << ShortCode];

    static HuffmanCode()
    {
        var code = 0u;
        var place = 0;
        for (var length = 1; length <= LongestCode; length++)
        {
            code <<= 1;
            Places[length] = place - (int)code;
            for (var symbol = 0; symbol <= EndOfString; symbol++)
            {
                if (Lengths[symbol] == length)
                {
                    Assign(symbol, length, code++);
                    Ordered[place++] = (ushort)symbol;
                }
            }

            Ends[length] = (ulong)code << (32 - length);
        }
    }

    private static ReadOnlySpan<byte> Lengths =>
    [
        13, 23, 28, 28, 28, 28, 28, 28, 28, 24, 30, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 28,
        6, 10, 10, 12, 13, 6, 8, 11, 10, 10, 8, 11, 8, 6, 6, 6, 5, 5, 5, 6, 6, 6, 6, 6, 6, 6, 7, 8, 15, 6, 12, 10,
        13, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 8, 7, 8, 13, 19, 13, 14, 6,
        15, 5, 6, 5, 6, 5, 6, 6, 6, 5, 7, 7, 6, 6, 6, 5, 6, 7, 6, 5, 5, 6, 7, 7, 7, 7, 7, 15, 11, 14, 13, 28,
        20, 22, 20, 20, 22, 22, 22, 23, 22, 23, 23, 23, 23, 23, 24, 23, 24, 24, 22, 23, 24, 23, 23, 23, 23, 21, 22, 23, 22, 23, 23, 24,
        22, 21, 20, 22, 22, 23, 23, 21, 23, 22, 22, 24, 21, 22, 23, 23, 21, 21, 22, 21, 23, 22, 23, 23, 20, 22, 22, 22, 23, 22, 22, 23,
        26, 26, 20, 19, 22, 23, 22, 25, 26, 26, 26, 27, 27, 26, 24, 25, 19, 21, 26, 27, 27, 26, 27, 24, 21, 21, 26, 26, 28, 27, 27, 27,
        20, 24, 20, 21, 22, 21, 21, 23, 22, 22, 25, 25, 24, 24, 26, 23, 26, 27, 26, 26, 27, 27, 27, 27, 27, 28, 27, 27, 27, 27, 27, 26,
        30,
    ];

    /// <summary>Octets that <paramref name="text"/> takes when encoded.</summary>
    public static int EncodedLength(ReadOnlySpan<byte> text)
    {
        var bits = 0L;
        foreach (var symbol in text)
        {
            bits += Lengths[symbol];
        }

        return (int)((bits + 7) / 8);
    }

    /// <summary>Encodes into exactly <see cref="EncodedLength"/> octets.</summary>
    public static void Encode(ReadOnlySpan<byte> text, Span<byte> output)
    {
        var bits = 0UL;
        var held = 0;
        var written = 0;
        foreach (var symbol in text)
        {
            bits = bits << Lengths[symbol] | Codes[symbol];
            for (held += Lengths[symbol]; held >= 8; held -= 8)
            {
                output[written++] = (byte)(bits >> (held - 8));
            }
        }

        if (held > 0)
        {
            // The padding is the beginning of the end-of-string symbol, which is all ones.
            output[written] = (byte)(bits << (8 - held) | (1UL << (8 - held)) - 1);
        }
    }

    /// <summary>Decodes a string literal.</summary>
    /// <param name="encoded">All of it.</param>
    /// <param name="output">As many octets as are accepted.</param>
    /// <param name="written">Octets decoded.</param>
    public static HpackStatus Decode(ReadOnlySpan<byte> encoded, Span<byte> output, out int written)
    {
        written = 0;
        var bits = 0UL;
        var held = 0;
        while (true)
        {
            for (; held <= 56 && !encoded.IsEmpty; held += 8, encoded = encoded[1..])
            {
                bits = bits << 8 | encoded[0];
            }

            if (held == 0)
            {
                return HpackStatus.Complete;
            }

            var next = (uint)(bits << (64 - held) >> 32);
            var length = Find(next, out var symbol);
            if (length > held)
            {
                return IsPadding(bits, held) ? HpackStatus.Complete : HpackStatus.Malformed;
            }

            if (symbol == EndOfString || written == output.Length)
            {
                return symbol == EndOfString ? HpackStatus.Malformed : HpackStatus.TooLarge;
            }

            output[written++] = (byte)symbol;
            held -= length;
        }
    }

    private static void Assign(int symbol, int length, uint code)
    {
        Codes[symbol] = code;
        if (length <= ShortCode)
        {
            Short.AsSpan((int)code << (ShortCode - length), 1 << (ShortCode - length)).Fill((ushort)(length << 8 | symbol));
        }
    }

    private static int Find(uint next, out int symbol)
    {
        var found = Short[next >> 24];
        if (found != 0)
        {
            symbol = found & 0xff;
            return found >> 8;
        }

        var length = ShortCode + 1;
        while (next >= Ends[length])
        {
            length++;
        }

        symbol = Ordered[Places[length] + (int)(next >> (32 - length))];
        return length;
    }

    /// <summary>Section 5.2: fewer than eight bits, all ones.</summary>
    private static bool IsPadding(ulong bits, int held)
    {
        var ones = (1UL << held) - 1;
        return held <= LongestPadding && (bits & ones) == ones;
    }
}
