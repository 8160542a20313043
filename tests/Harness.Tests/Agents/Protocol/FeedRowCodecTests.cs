using System.Buffers;
using System.Text;
using LoadLab.Harness.Agents.Protocol;
using LoadLab.Harness.Agents.Protocol.Messages;

namespace LoadLab.Harness.Tests.Agents.Protocol;

public sealed class FeedRowCodecTests
{
    private static readonly FeedRow[] Rows =
    [
        new("/a?ä=1", null), new(null, new byte[] { 1, 2, 3 }), new("", Array.Empty<byte>()), new(null, null), new("/b", new byte[200]),
    ];

    [Fact]
    public void Write_Rows_AreTheGoldenBytes() =>
        Assert.Equal("082f613fc3a43d3100" + "0004010203" + "0101" + "0000", Convert.ToHexStringLower(Encode(Rows[..4])));

    [Fact]
    public void Read_WhatWasWritten_AreTheSameRows()
    {
        var read = FeedRowCodec.Read(Encode(Rows), Rows.Length);

        Assert.Equal(Rows.Select(row => (row.Path, row.Body?.ToArray())), read.Select(row => (row.Path, row.Body?.ToArray())));
    }

    [Fact]
    public void Read_CutAnywhere_IsMalformed()
    {
        var bytes = Encode(Rows);
        for (var length = 0; length < bytes.Length; length++)
        {
            AssertMalformed(bytes[..length], Rows.Length);
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public void Read_AnotherNumberOfRows_IsMalformed(int rows) => AssertMalformed(Encode(Rows), rows);

    [Fact]
    public void Read_PathThatIsNotUtf8_IsMalformed() => AssertMalformed([2, 0xFF, 0], 1);

    [Fact]
    public void Paths_OnlyOfTheLengthThereMayBe()
    {
        var longest = new FeedRow(new string('語', ProtocolLimits.ValueCharacters), null);

        Assert.Equal(longest.Path, FeedRowCodec.Read(Encode([longest]), 1)[0].Path);
        Assert.Throws<ProtocolException>(() => Encode([longest with { Path = longest.Path + "x" }]));
        Assert.Throws<ProtocolException>(() => Encode([new FeedRow("\ud800", null)]));
        var tooLong = Encoding.ASCII.GetBytes(new string('x', ProtocolLimits.ValueCharacters + 1));
        AssertMalformed([0x82, 0x80, 0x01, .. tooLong, 0], 1);
        AssertMalformed([0x81, 0x80, 0x80, 0x10, .. new byte[1 << 25], 0], 1);
    }

    private static byte[] Encode(FeedRow[] rows)
    {
        var buffer = new ArrayBufferWriter<byte>();
        Array.ForEach(rows, row => FeedRowCodec.Write(row, buffer));
        return buffer.WrittenSpan.ToArray();
    }

    private static void AssertMalformed(byte[] bytes, int rows) =>
        Assert.Equal(RefusalCode.Malformed, Assert.Throws<ProtocolException>(() => FeedRowCodec.Read(bytes, rows)).Code);
}
