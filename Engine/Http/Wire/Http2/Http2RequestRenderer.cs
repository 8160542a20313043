using System.Buffers;
using System.Globalization;
using System.Text;
using LoadLab.Engine.Http.Wire.Http2.Hpack;

namespace LoadLab.Engine.Http.Wire.Http2;

/// <summary>Turns a request template into the field block that goes to one target (RFC 9113 section 8.3).</summary>
internal static class Http2RequestRenderer
{
    /// <summary>The field block: the same octets mean the same on every connection, at any time.</summary>
    /// <param name="request">A template that <see cref="RequestRules"/> found nothing wrong with, for HTTP/2.</param>
    /// <param name="authority">The <c>:authority</c> where the template has no Host field.</param>
    /// <param name="isTls">Whether the scheme is https.</param>
    /// <param name="bodyLength">Octets of the body that follows; null where the request has none.</param>
    public static byte[] RenderHead(HttpRequestTemplate request, string authority, bool isTls, int? bodyLength)
    {
        var block = new ArrayBufferWriter<byte>();
        var encoder = new HpackEncoder(block);
        WriteMethod(encoder, request.Method);
        encoder.WriteIndexed(isTls ? StaticTable.SchemeHttps : StaticTable.SchemeHttp);
        Write(encoder, ":authority", Given(request, "Host") ?? authority);
        WritePath(encoder, request.Path);
        foreach (var (name, value) in request.Headers.Where(header => !header.Key.Equals("Host", StringComparison.OrdinalIgnoreCase)))
        {
            Write(encoder, name.ToLowerInvariant(), value.Trim(' ', '\t'));
        }

        if (Given(request, "Content-Length") is null && (bodyLength ?? RequestRenderer.LengthWithoutBody(request.Method)) is { } length)
        {
            Write(encoder, "content-length", length.ToString(CultureInfo.InvariantCulture));
        }

        return block.WrittenSpan.ToArray();
    }

    private static void WriteMethod(HpackEncoder encoder, string method)
    {
        switch (method)
        {
            case "GET":
                encoder.WriteIndexed(StaticTable.MethodGet);
                break;
            case "POST":
                encoder.WriteIndexed(StaticTable.MethodPost);
                break;
            default:
                Write(encoder, ":method", method);
                break;
        }
    }

    private static void WritePath(HpackEncoder encoder, string path)
    {
        if (path == "/")
        {
            encoder.WriteIndexed(StaticTable.PathRoot);
        }
        else
        {
            Write(encoder, ":path", path);
        }
    }

    private static string? Given(HttpRequestTemplate request, string name) =>
        request.Headers.FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    private static void Write(HpackEncoder encoder, string name, string value) =>
        encoder.WriteField(Encoding.ASCII.GetBytes(name), Encoding.UTF8.GetBytes(value));
}
