using System.Buffers.Binary;
using System.IO.Compression;
using FsCheck;
using FsCheck.Fluent;
using LoadLab.Engine.Measurement;

namespace LoadLab.Engine.Tests.Measurement;

public sealed class HistogramEncodingTests
{
    private const int Header = 40;

    private static readonly Arbitrary<long[]> Samples = Gen.Choose(0, int.MaxValue).Select(value => (long)value * value % LatencyHistogram.HighestNs)
        .ArrayOf()
        .ToArbitrary();

    [Fact]
    public void Decode_WhatWasEncoded_IsTheSameHistogram() =>
        Check.QuickThrowOnFailure(Prop.ForAll(Samples, samples =>
        {
            var histogram = LatencyHistogramTests.HistogramOf(samples);
            return LatencyHistogramTests.AreEqual(histogram, HistogramEncoding.Decode(HistogramEncoding.Encode(histogram)))
                && LatencyHistogramTests.AreEqual(histogram, HistogramEncoding.DecodeCompressed(HistogramEncoding.EncodeCompressed(histogram)));
        }));

    [Theory]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(1L << 34)]
    [InlineData(long.MaxValue)]
    public void Decode_CountOfAnySize_IsKept(long count)
    {
        var histogram = new LatencyHistogram();
        histogram.Record(123_456, count);

        Assert.Equal(count, HistogramEncoding.Decode(HistogramEncoding.Encode(histogram)).Count);
    }

    [Fact]
    public void Encode_OneSampleOfThree_IsTheseBytes()
    {
        var histogram = LatencyHistogramTests.HistogramOf([3]);

        // Cookie, 2 bytes of counts, no offset, 3 digits, from 1 to 3.6·10¹², ratio 1.0, then a run of three empty slots (−3) and a count of 1.
        Assert.Equal(
            "1C849313" + "00000002" + "00000000" + "00000003" + "0000000000000001" + "0000034630B8A000" + "3FF0000000000000" + "05" + "02",
            Convert.ToHexString(HistogramEncoding.Encode(histogram)));
    }

    [Fact]
    public void Decode_EveryTruncation_IsRefused()
    {
        var plain = HistogramEncoding.Encode(LatencyHistogramTests.HistogramOf([3, 900, 1_000_000]));
        var compressed = HistogramEncoding.EncodeCompressed(LatencyHistogramTests.HistogramOf([3, 900, 1_000_000]));

        for (var length = 0; length < plain.Length; length++)
        {
            Assert.Throws<HistogramFormatException>(() => HistogramEncoding.Decode(plain.AsSpan(0, length)));
        }

        for (var length = 0; length < compressed.Length; length++)
        {
            Assert.Throws<HistogramFormatException>(() => HistogramEncoding.DecodeCompressed(compressed.AsSpan(0, length)));
        }
    }

    [Fact]
    public void Decode_AnyChangedByte_IsRefusedOrAHistogram() =>
        Check.QuickThrowOnFailure(Prop.ForAll(Samples, ArbMap.Default.ArbFor<(int At, byte With)[]>(), (samples, changes) =>
        {
            var histogram = LatencyHistogramTests.HistogramOf(samples);
            return SurvivesChanges(HistogramEncoding.Encode(histogram), changes, bytes => HistogramEncoding.Decode(bytes))
                && SurvivesChanges(HistogramEncoding.EncodeCompressed(histogram), changes, bytes => HistogramEncoding.DecodeCompressed(bytes));
        }));

    [Theory]
    [InlineData(0, 0x1c849303, "0x1c849303 does not begin a V2 histogram")]
    [InlineData(12, 2, "2 significant digits")]
    [InlineData(20, 1000, "smallest value is 1000")]
    [InlineData(32, 0x40000000, "scaled")]
    public void Decode_ForeignLayout_SaysWhatIsForeign(int offset, int value, string message)
    {
        var bytes = HistogramEncoding.Encode(LatencyHistogramTests.HistogramOf([3]));
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(offset), value);

        Assert.Contains(message, Assert.Throws<HistogramFormatException>(() => HistogramEncoding.Decode(bytes)).Message);
    }

    [Theory]
    [InlineData(new byte[] { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff }, "run of empty slots")]
    [InlineData(new byte[] { 0xff, 0xff, 0x03, 0xff, 0xff, 0x03, 0x02 }, "above one hour")]
    [InlineData(new byte[] { 0xff, 0xff, 0x03, 0x83 }, "ends within a count")]
    [InlineData(new byte[] { 0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x02 }, "add up to more")]
    public void Decode_ImpossibleCounts_AreRefused(byte[] counts, string message)
    {
        var bytes = PlainWith(counts);

        Assert.Contains(message, Assert.Throws<HistogramFormatException>(() => HistogramEncoding.Decode(bytes)).Message);
    }

    [Fact]
    public void DecodeCompressed_Bomb_IsRefusedWithoutExpandingIt()
    {
        using var output = new MemoryStream();
        output.Write(new byte[8]);
        using (var zlib = new ZLibStream(output, CompressionLevel.Fastest, leaveOpen: true))
        {
            zlib.Write(new byte[64 << 20]);
        }

        var bytes = output.ToArray();
        BinaryPrimitives.WriteInt32BigEndian(bytes, 0x1c849314);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4), bytes.Length - 8);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var exception = Assert.Throws<HistogramFormatException>(() => HistogramEncoding.DecodeCompressed(bytes));

        Assert.Contains("expands to more", exception.Message);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 4 << 20);
    }

    private static bool SurvivesChanges(byte[] bytes, (int At, byte With)[] changes, Func<byte[], LatencyHistogram> decode)
    {
        foreach (var (at, with) in changes)
        {
            bytes[(int)((uint)at % (uint)bytes.Length)] = with;
        }

        try
        {
            var histogram = decode(bytes);
            return histogram.RecordedSlots().Sum(slot => slot.Count) == histogram.Count;
        }
        catch (HistogramFormatException)
        {
            return true;
        }
    }

    private static byte[] PlainWith(byte[] counts)
    {
        var head = HistogramEncoding.Encode(new LatencyHistogram());
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), counts.Length);
        return [.. head[..Header], .. counts];
    }
}
