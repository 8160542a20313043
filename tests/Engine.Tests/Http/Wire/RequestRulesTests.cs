using LoadLab.Engine.Http;
using LoadLab.Engine.Http.Wire;

namespace LoadLab.Engine.Tests.Http.Wire;

public sealed class RequestRulesTests
{
    [Theory]
    [InlineData("/\r\nEvil: 1")]
    [InlineData("/a b")]
    [InlineData("relative")]
    [InlineData("")]
    [InlineData("/é")]
    public void Check_PathThatWouldBreakTheRequestLine_IsRefused(string path) => AssertRefused(new() { Path = path }, "path");

    [Theory]
    [InlineData("GET /x HTTP/1.1\r\nA")]
    [InlineData("")]
    [InlineData("CONNECT")]
    public void Check_Method_IsRefused(string method) => AssertRefused(new() { Path = "/", Method = method }, "method");

    [Theory]
    [InlineData("X\r\nEvil", "a", "not a header name")]
    [InlineData("X", "a\r\nEvil: 1", "line break")]
    [InlineData("X", "a\nb", "line break")]
    [InlineData("Transfer-Encoding", "chunked", "Transfer-Encoding")]
    [InlineData("content-length", "5", "Content-Length")]
    public void Check_HeaderThatWouldBreakTheFraming_IsRefused(string name, string value, string says) =>
        AssertRefused(new() { Path = "/", Headers = [new(name, value)] }, says);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Check_Weight_IsRefused(double weight) => AssertRefused(new() { Path = "/", Weight = weight }, "weight");

    [Fact]
    public void Check_EmptyFeed_IsRefused() => AssertRefused(new() { Path = "/", Feed = new RequestFeed([]) }, "feed");

    private static void AssertRefused(HttpRequestTemplate request, string says)
    {
        var error = Assert.Single(RequestRules.Check(request, "requests[3]"));
        Assert.StartsWith("requests[3]: ", error);
        Assert.Contains(says, error);
        Assert.DoesNotContain('\n', error);
    }
}
