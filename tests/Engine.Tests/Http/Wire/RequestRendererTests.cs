using System.Text;
using LoadLab.Engine.Http;
using LoadLab.Engine.Http.Wire;

namespace LoadLab.Engine.Tests.Http.Wire;

public sealed class RequestRendererTests
{
    [Fact]
    public void RenderHead_PlainGet_AddsHostAndConnection() =>
        Assert.Equal("GET /a?b=c HTTP/1.1\r\nHost: h:8080\r\nConnection: keep-alive\r\n\r\n", Render(new() { Path = "/a?b=c" }, null));

    [Fact]
    public void RenderHead_WithBody_SaysItsLengthAfterTheUsersHeaders() =>
        Assert.Equal(
            "POST / HTTP/1.1\r\nHost: h:8080\r\nContent-Type: text/plain\r\nContent-Length: 12\r\nConnection: keep-alive\r\n\r\n",
            Render(new() { Method = "POST", Path = "/", Headers = [new("Content-Type", "text/plain")] }, 12));

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    public void RenderHead_MethodWithABodyButNone_SaysSo(string method) =>
        Assert.Contains("\r\nContent-Length: 0\r\n", Render(new() { Method = method, Path = "/" }, null));

    [Fact]
    public void RenderHead_HeadersGiven_AreNotAddedAgain() =>
        Assert.Equal(
            "GET / HTTP/1.1\r\nhost: other\r\nCONNECTION: close\r\n\r\n",
            Render(new() { Path = "/", Headers = [new("host", "other"), new("CONNECTION", "close")] }, null));

    private static string Render(HttpRequestTemplate request, int? bodyLength)
    {
        Assert.Empty(RequestRules.Check(request, "request"));
        return Encoding.ASCII.GetString(RequestRenderer.RenderHead(request, "h:8080", bodyLength));
    }
}
