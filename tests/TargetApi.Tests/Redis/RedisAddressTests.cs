using LoadLab.TargetApi.Redis;

namespace LoadLab.TargetApi.Tests.Redis;

public sealed class RedisAddressTests
{
    [Theory]
    [InlineData("redis://localhost", "localhost", 6379, false, null, null, 0)]
    [InlineData("redis://localhost:7000/3", "localhost", 7000, false, null, null, 3)]
    [InlineData("rediss://cache.example:6380/", "cache.example", 6380, true, null, null, 0)]
    [InlineData("redis://ann:s%3Acret@h", "h", 6379, false, "ann", "s:cret", 0)]
    [InlineData("redis://:secret@h", "h", 6379, false, null, "secret", 0)]
    [InlineData("redis://[::1]:7000", "::1", 7000, false, null, null, 0)]
    public void Parse_Address_FindsItsParts(string text, string host, int port, bool tls, string? user, string? password, int database) =>
        Assert.Equal(new RedisAddress(host, port, tls, user, password, database), RedisAddress.Parse(text));

    [Theory]
    [InlineData("localhost:6379")]
    [InlineData("http://localhost")]
    [InlineData("redis://")]
    [InlineData("redis://h/x")]
    [InlineData("redis://h/-1")]
    [InlineData("redis://h?db=1")]
    public void Parse_NoAddress_IsNull(string text) => Assert.Null(RedisAddress.Parse(text));

    [Fact]
    public void ToString_Address_HidesThePassword() => Assert.Equal("h:6379", RedisAddress.Parse("redis://ann:secret@h")!.ToString());
}
