using LoadLab.Engine.Http;
using LoadLab.Engine.Http.Wire.Http2;
using LoadLab.Engine.Http.Wire.Http2.Hpack;
using LoadLab.Engine.Tests.Http.Wire.Http2.Hpack;

namespace LoadLab.Engine.Tests.Http.Wire.Http2;

public sealed class Http2RequestRendererTests
{
    [Fact]
    public void RenderHead_Get_HasThePseudoHeadersFirst() => Assert.Equal(
        [":method: GET", ":scheme: http", ":authority: host:8080", ":path: /", "accept: */*"],
        Render(new HttpRequestTemplate { Path = "/", Headers = [new("Accept", " */*\t")] }, null));

    [Fact]
    public void RenderHead_Post_SaysTheLength() => Assert.Equal(
        [":method: POST", ":scheme: https", ":authority: host:8080", ":path: /predict?a=b", "content-type: application/json", "content-length: 17"],
        Render(new HttpRequestTemplate { Method = "POST", Path = "/predict?a=b", Headers = [new("Content-Type", "application/json")] }, 17, isTls: true));

    [Theory]
    [InlineData("PUT", ":method: PUT", "content-length: 0")]
    [InlineData("POST", ":method: POST", "content-length: 0")]
    [InlineData("DELETE", ":method: DELETE", null)]
    [InlineData("HEAD", ":method: HEAD", null)]
    public void RenderHead_NoBody_SaysSoWhereOneIsUsual(string method, string first, string? length)
    {
        var fields = Render(new HttpRequestTemplate { Method = method, Path = "/x" }, null);

        Assert.Equal(first, fields[0]);
        Assert.Equal(length, fields.SingleOrDefault(field => field.StartsWith("content-length", StringComparison.Ordinal)));
    }

    [Fact]
    public void RenderHead_HostAndLengthGiven_AreTaken() => Assert.Equal(
        [":method: PUT", ":scheme: http", ":authority: other", ":path: /", "content-length: 3"],
        Render(new HttpRequestTemplate { Method = "PUT", Path = "/", Headers = [new("HOST", "other"), new("Content-Length", "3")] }, 3));

    private static List<string> Render(HttpRequestTemplate request, int? bodyLength, bool isTls = false)
    {
        var log = new FieldLog();
        var block = Http2RequestRenderer.RenderHead(request, "host:8080", isTls, bodyLength);
        Assert.Equal(HpackStatus.Complete, new HpackDecoder(new byte[1024]).Decode(block, ref log));
        return log.Fields;
    }
}
