using System.Buffers;
using System.Text;
using LoadLab.Engine.Http.Wire.Http2.Hpack;

namespace LoadLab.Engine.Tests.Http.Wire.Http2.Hpack;

public sealed class HpackEncoderTests
{
    [Theory]
    [InlineData(":authority", "www.example.com", "018cf1e3c2e5f23a6ba0ab90f4ff")]
    [InlineData(":path", "/sample/path", "04")]
    [InlineData("custom-key", "custom-value", "008825a849e95ba97d7f8925a849e95bb8e8b4bf")]
    [InlineData("x", "", "")]
    [InlineData("x", "\u00ff\u00fe", "")]
    [InlineData("date", "Mon, 21 Oct 2013 20:13:21 GMT", "0f1296d07abe941054d444a8200595040b8166e082a62d1bff")]
    public void WriteField_DecodedAgain_IsTheFieldAndLeavesNoTable(string name, string value, string begins)
    {
        var block = new ArrayBufferWriter<byte>();

        new HpackEncoder(block).WriteField(Encoding.Latin1.GetBytes(name), Encoding.Latin1.GetBytes(value));

        Assert.StartsWith(begins, Convert.ToHexStringLower(block.WrittenSpan));
        var decoder = new HpackDecoder(new byte[1024]);
        var log = new FieldLog();
        Assert.Equal(HpackStatus.Complete, decoder.Decode(block.WrittenSpan, ref log));
        Assert.Equal([$"{name}: {value}"], log.Fields);
        Assert.Equal(0, decoder.Table.Count);
    }

    [Fact]
    public void WriteField_TextThatHuffmanWouldLengthen_IsPlain()
    {
        var block = new ArrayBufferWriter<byte>();

        new HpackEncoder(block).WriteField("x"u8, "\\\\\\"u8);

        Assert.Equal("000178035c5c5c", Convert.ToHexStringLower(block.WrittenSpan));
    }

    [Fact]
    public void WriteIndexed_EveryIndex_IsTheStaticField()
    {
        for (var index = 1; index <= StaticTable.Count; index++)
        {
            var block = new ArrayBufferWriter<byte>();
            new HpackEncoder(block).WriteIndexed(index);
            var log = new FieldLog();

            Assert.Equal(HpackStatus.Complete, new HpackDecoder(new byte[1024]).Decode(block.WrittenSpan, ref log));
            Assert.Equal([$"{Encoding.ASCII.GetString(StaticTable.Name(index))}: {Encoding.ASCII.GetString(StaticTable.Value(index))}"], log.Fields);
        }
    }
}
