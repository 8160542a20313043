using System.Buffers;
using LoadLab.Engine.Http.Wire.Http2.Hpack;

namespace LoadLab.Engine.Tests.Http.Wire.Http2.Hpack;

public sealed class HpackIntegerTests
{
    /// <summary>Prefix bits, value, octets; the first three are RFC 7541 appendix C.1.</summary>
    public static TheoryData<int, int, string> Examples => new()
    {
        { 5, 10, "0a" },
        { 5, 1337, "1f9a0a" },
        { 8, 42, "2a" },
        { 5, 30, "1e" },
        { 5, 31, "1f00" },
        { 1, 0, "00" },
        { 1, 1, "0100" },
        { 7, 127, "7f00" },
        { 7, 254, "7f7f" },
        { 7, 255, "7f8001" },
        { 4, HpackInteger.Max, "0ff0ffff7f" },
    };

    [Theory]
    [MemberData(nameof(Examples))]
    public void TryRead_Example_IsItsValueWhateverStandsAboveThePrefix(int prefixBits, int value, string octets)
    {
        var bytes = Convert.FromHexString(octets + "ee");
        bytes[0] |= (byte)(0xff << prefixBits);
        ReadOnlySpan<byte> block = bytes;

        Assert.True(HpackInteger.TryRead(ref block, prefixBits, out var read));
        Assert.Equal(value, read);
        Assert.Equal([0xee], block.ToArray());
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Write_Example_IsItsOctets(int prefixBits, int value, string octets)
    {
        var output = new ArrayBufferWriter<byte>();

        HpackInteger.Write(output, 0, prefixBits, value);

        Assert.Equal(octets, Convert.ToHexStringLower(output.WrittenSpan));
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void TryRead_CutShort_IsRefused(int prefixBits, int value, string octets)
    {
        Assert.True(value >= 0);
        var bytes = Convert.FromHexString(octets);
        for (var length = 0; length < bytes.Length; length++)
        {
            ReadOnlySpan<byte> block = bytes.AsSpan(0, length);
            Assert.False(HpackInteger.TryRead(ref block, prefixBits, out _));
        }
    }

    [Theory]
    [InlineData("1fe1ffff7f")] // 2^28
    [InlineData("1fffffffff0f")]
    [InlineData("1fffffffffffffffffff01")]
    [InlineData("1f8080808080808000")]
    public void TryRead_TooGreat_IsRefused(string octets)
    {
        ReadOnlySpan<byte> block = Convert.FromHexString(octets);

        Assert.False(HpackInteger.TryRead(ref block, 5, out _));
    }
}
