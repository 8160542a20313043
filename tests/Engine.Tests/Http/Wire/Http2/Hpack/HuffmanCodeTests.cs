using System.Text;
using LoadLab.Engine.Http.Wire.Http2.Hpack;

namespace LoadLab.Engine.Tests.Http.Wire.Http2.Hpack;

public sealed class HuffmanCodeTests
{
    /// <summary>The strings of RFC 7541 appendices C.4 and C.6.</summary>
    public static TheoryData<string, string> Examples => new()
    {
        { "www.example.com", "f1e3c2e5f23a6ba0ab90f4ff" },
        { "no-cache", "a8eb10649cbf" },
        { "custom-key", "25a849e95ba97d7f" },
        { "custom-value", "25a849e95bb8e8b4bf" },
        { "302", "6402" },
        { "307", "640eff" },
        { "private", "aec3771a4b" },
        { "Mon, 21 Oct 2013 20:13:21 GMT", "d07abe941054d444a8200595040b8166e082a62d1bff" },
        { "https://www.example.com", "9d29ad171863c78f0b97c8e9ae82ae43d3" },
        { "gzip", "9bd9ab" },
        {
            "foo=ASDJKHQKBZXOQWEOPIUAXQWEOIU; max-age=3600; version=1",
            "94e7821dd7f2e6c7b335dfdfcd5b3960d5af27087f3672c1ab270fb5291f9587316065c003ed4ee5b1063d5007"
        },
        { "", "" },
    };

    [Theory]
    [MemberData(nameof(Examples))]
    public void Decode_Example_IsTheText(string text, string encoded)
    {
        var output = new byte[text.Length];

        Assert.Equal(HpackStatus.Complete, HuffmanCode.Decode(Convert.FromHexString(encoded), output, out var written));
        Assert.Equal(text, Encoding.Latin1.GetString(output, 0, written));
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Encode_Example_IsTheOctets(string text, string encoded) => Assert.Equal(encoded, Convert.ToHexStringLower(Encode(Encoding.Latin1.GetBytes(text))));

    [Fact]
    public void Decode_EverySymbolInEveryPosition_IsWhatWasEncoded()
    {
        var random = new Random(7541);
        for (var symbol = 0; symbol < 256; symbol++)
        {
            for (var length = 1; length < 20; length++)
            {
                var text = new byte[length];
                random.NextBytes(text);
                text[random.Next(length)] = (byte)symbol;
                var output = new byte[length];

                Assert.Equal(HpackStatus.Complete, HuffmanCode.Decode(Encode(text), output, out var written));
                Assert.Equal((length, Convert.ToHexString(text)), (written, Convert.ToHexString(output)));
            }
        }
    }

    /// <summary>RFC 7541 section 5.2: padding is fewer than eight bits, all ones, and the end-of-string symbol never occurs.</summary>
    [Theory]
    [InlineData("ff")] // Eight bits of padding.
    [InlineData("1fff")] // 'a', then eleven bits of padding.
    [InlineData("18")] // 'a', then padding that is not ones.
    [InlineData("1e")]
    [InlineData("ffffffff")] // The end-of-string symbol, and two bits of padding.
    [InlineData("1fffffffff")] // 'a', the end-of-string symbol, and padding.
    [InlineData("fe")] // The first eight bits of a code of ten.
    public void Decode_WrongEnd_IsRefused(string encoded) =>
        Assert.Equal(HpackStatus.Malformed, HuffmanCode.Decode(Convert.FromHexString(encoded), new byte[16], out _));

    [Fact]
    public void Decode_MoreThanThereIsRoomFor_IsTooLarge() =>
        Assert.Equal(HpackStatus.TooLarge, HuffmanCode.Decode(Convert.FromHexString("a8eb10649cbf"), new byte[7], out _));

    private static byte[] Encode(byte[] text)
    {
        var output = new byte[HuffmanCode.EncodedLength(text)];
        HuffmanCode.Encode(text, output);
        return output;
    }
}
