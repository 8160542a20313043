using System.Buffers.Binary;
using System.IO.Compression;

namespace LoadLab.Engine.Measurement;

/// <summary>A histogram as bytes: HdrHistogram's published V2 encoding, plain and compressed, as every HdrHistogram tool reads it.</summary>
/// <remarks>
/// Plain: cookie, payload length, normalising offset, digits (int32 each), lowest, highest (int64), ratio (double), all big-endian, then the
/// counts as ZigZag LEB128, a negative number −n standing for n empty slots. Compressed: cookie, length, zlib of the plain form.
/// </remarks>
public static class HistogramEncoding
{
    private const int PlainCookie = 0x1c849303 | 0x10;
    private const int CompressedCookie = 0x1c849304 | 0x10;
    private const int PlainHeader = 40;
    private const int CompressedHeader = 8;
    private const int Digits = 3;
    private const int LargestPlain = PlainHeader + (LatencyHistogram.SlotCount * ZigZag.LargestEncoding);

    /// <summary>The V2 encoding.</summary>
    public static byte[] Encode(LatencyHistogram histogram)
    {
        ArgumentNullException.ThrowIfNull(histogram);
        var bytes = new byte[PlainHeader + (histogram.UsedSlots * ZigZag.LargestEncoding)];
        var payload = WriteCounts(histogram, bytes.AsSpan(PlainHeader));
        WriteHeader(bytes, payload);
        return bytes[..(PlainHeader + payload)];
    }

    /// <summary>The V2 compressed encoding, which in base64 is the last field of an <c>.hlog</c> line.</summary>
    public static byte[] EncodeCompressed(LatencyHistogram histogram)
    {
        using var output = new MemoryStream();
        output.Write(stackalloc byte[CompressedHeader]);
        using (var zlib = new ZLibStream(output, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(Encode(histogram));
        }

        var bytes = output.ToArray();
        BinaryPrimitives.WriteInt32BigEndian(bytes, CompressedCookie);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4), bytes.Length - CompressedHeader);
        return bytes;
    }

    /// <summary>Reads the V2 encoding of a histogram with this product's layout: three digits, unit 1, nothing above one hour.</summary>
    /// <exception cref="HistogramFormatException">The bytes are anything else.</exception>
    public static LatencyHistogram Decode(ReadOnlySpan<byte> bytes)
    {
        CheckHeader(bytes);
        var histogram = new LatencyHistogram();
        ReadCounts(bytes[PlainHeader..], histogram);
        return histogram;
    }

    /// <summary>Reads the V2 compressed encoding, with the same limits as <see cref="Decode"/>.</summary>
    /// <exception cref="HistogramFormatException">The bytes are anything else.</exception>
    public static LatencyHistogram DecodeCompressed(ReadOnlySpan<byte> bytes)
    {
        Require(bytes.Length >= CompressedHeader, "The compressed histogram ends within its header.");
        var cookie = BinaryPrimitives.ReadInt32BigEndian(bytes);
        Require(cookie == CompressedCookie, $"0x{cookie:x8} does not begin a compressed V2 histogram (0x{CompressedCookie:x8} does).");
        var length = BinaryPrimitives.ReadInt32BigEndian(bytes[4..]);
        Require(length == bytes.Length - CompressedHeader,
            $"The compressed histogram says it has {length} bytes and has {bytes.Length - CompressedHeader}.");
        return Decode(Inflate(bytes[CompressedHeader..].ToArray()));
    }

    private static int WriteCounts(LatencyHistogram histogram, Span<byte> output)
    {
        var written = 0;
        for (var slot = 0; slot < histogram.UsedSlots;)
        {
            var empty = EmptySlotsFrom(histogram, slot);
            // A single empty slot is a plain 0: shorter runs gain nothing, and reference encoders write it so.
            var number = empty > 1 ? -empty : histogram.CountIn(slot);
            written += ZigZag.Write(output[written..], number);
            slot += Math.Max(1, empty);
        }

        return written;
    }

    private static int EmptySlotsFrom(LatencyHistogram histogram, int slot)
    {
        var end = slot;
        while (end < histogram.UsedSlots && histogram.CountIn(end) == 0)
        {
            end++;
        }

        return end - slot;
    }

    private static void WriteHeader(Span<byte> bytes, int payload)
    {
        BinaryPrimitives.WriteInt32BigEndian(bytes, PlainCookie);
        BinaryPrimitives.WriteInt32BigEndian(bytes[4..], payload);
        BinaryPrimitives.WriteInt32BigEndian(bytes[8..], 0);
        BinaryPrimitives.WriteInt32BigEndian(bytes[12..], Digits);
        BinaryPrimitives.WriteInt64BigEndian(bytes[16..], 1);
        BinaryPrimitives.WriteInt64BigEndian(bytes[24..], LatencyHistogram.HighestNs);
        BinaryPrimitives.WriteDoubleBigEndian(bytes[32..], 1);
    }

    private static void CheckHeader(ReadOnlySpan<byte> bytes)
    {
        Require(bytes.Length >= PlainHeader, "The histogram ends within its header.");
        var cookie = BinaryPrimitives.ReadInt32BigEndian(bytes);
        Require(cookie == PlainCookie, $"0x{cookie:x8} does not begin a V2 histogram (0x{PlainCookie:x8} does).");
        var payload = BinaryPrimitives.ReadInt32BigEndian(bytes[4..]);
        Require(payload == bytes.Length - PlainHeader, $"The histogram says it has {payload} bytes of counts and has {bytes.Length - PlainHeader}.");
        // The normalising offset that follows tells how the writer kept its memory; V2 counts are in the order of values whatever it is.
        var digits = BinaryPrimitives.ReadInt32BigEndian(bytes[12..]);
        Require(digits == Digits, $"The histogram has {digits} significant digits; only {Digits} can be read.");
        var lowest = BinaryPrimitives.ReadInt64BigEndian(bytes[16..]);
        Require(lowest == 1, $"The histogram's smallest value is {lowest}; only 1 can be read.");
        // HdrHistogramJS writes the ratio 1 as an integer.
        var unscaled = BinaryPrimitives.ReadDoubleBigEndian(bytes[32..]) == 1 || BinaryPrimitives.ReadInt64BigEndian(bytes[32..]) == 1;
        Require(unscaled, "The histogram holds scaled (floating-point) values, which is not supported.");
    }

    private static void ReadCounts(ReadOnlySpan<byte> payload, LatencyHistogram histogram)
    {
        // A long, so that adding a run of any length cannot wrap.
        long slot = 0;
        while (payload.Length > 0)
        {
            var number = ZigZag.Read(ref payload);
            if (number < -LatencyHistogram.SlotCount)
            {
                // Not by Require, which would put its message together for each of thousands of numbers.
                throw new HistogramFormatException($"A run of empty slots is longer than the histogram ({number}).");
            }

            if (number > 0)
            {
                RecordSlot(histogram, slot, number);
            }

            slot += number < 0 ? -number : 1;
        }
    }

    private static void RecordSlot(LatencyHistogram histogram, long slot, long count)
    {
        Require(slot <= LatencyHistogram.SlotOf(LatencyHistogram.HighestNs), "The histogram holds values above one hour (in ns).");
        Require(count <= long.MaxValue - histogram.Count, "The histogram's counts add up to more than 2^63-1.");
        histogram.RecordSlot((int)slot, count);
    }

    /// <summary>Stops at the size of the largest possible histogram, whatever the stream would expand to.</summary>
    private static ReadOnlySpan<byte> Inflate(byte[] compressed)
    {
        try
        {
            using var zlib = new ZLibStream(new MemoryStream(compressed), CompressionMode.Decompress);
            var plain = new byte[LargestPlain + 1];
            var length = zlib.ReadAtLeast(plain, plain.Length, throwOnEndOfStream: false);
            Require(length <= LargestPlain, "The compressed histogram expands to more than any histogram has.");
            return plain.AsSpan(0, length);
        }
        catch (InvalidDataException exception)
        {
            throw new HistogramFormatException("The compressed histogram is not valid zlib data.", exception);
        }
    }

    private static void Require(bool condition, string message)
    {
        if (!condition)
        {
            throw new HistogramFormatException(message);
        }
    }
}
