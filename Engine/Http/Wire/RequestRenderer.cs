using System.Globalization;
using System.Text;

namespace LoadLab.Engine.Http.Wire;

/// <summary>Turns a request template into the bytes that go to one target.</summary>
internal static class RequestRenderer
{
    /// <summary>Everything before the body, including the empty line.</summary>
    /// <param name="request">A template that <see cref="RequestRules"/> found nothing wrong with.</param>
    /// <param name="host">Value of the Host field where the template has none.</param>
    /// <param name="bodyLength">Bytes of the body that follows; null where the request has none.</param>
    public static byte[] RenderHead(HttpRequestTemplate request, string host, int? bodyLength)
    {
        var head = new StringBuilder().Append(request.Method).Append(' ').Append(request.Path).Append(" HTTP/1.1\r\n");
        AppendUnlessGiven(head, request, "Host", host);
        foreach (var (name, value) in request.Headers)
        {
            AppendField(head, name, value);
        }

        if ((bodyLength ?? LengthWithoutBody(request.Method)) is { } length)
        {
            AppendUnlessGiven(head, request, "Content-Length", length.ToString(CultureInfo.InvariantCulture));
        }

        AppendUnlessGiven(head, request, "Connection", "keep-alive");
        return Encoding.UTF8.GetBytes(head.Append("\r\n").ToString());
    }

    /// <summary>Methods that usually carry a body say that they carry none (RFC 9110 section 8.6).</summary>
    public static int? LengthWithoutBody(string method) => method is "POST" or "PUT" or "PATCH" ? 0 : null;

    private static void AppendUnlessGiven(StringBuilder head, HttpRequestTemplate request, string name, string value)
    {
        if (!request.Headers.Any(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)))
        {
            AppendField(head, name, value);
        }
    }

    private static void AppendField(StringBuilder head, string name, string value) =>
        head.Append(name).Append(": ").Append(value).Append("\r\n");
}
