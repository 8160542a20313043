using System.Buffers;

namespace LoadLab.Engine.Http.Wire;

/// <summary>What makes a request template fit to be put on the wire.</summary>
internal static class RequestRules
{
    /// <summary>Token characters of RFC 9110 section 5.6.2.</summary>
    private static readonly SearchValues<char> Token =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    /// <summary>Fields that belong to a connection of HTTP/1.1 and that HTTP/2 does not have (RFC 9113 section 8.2.2).</summary>
    private static readonly string[] ConnectionFields = ["Connection", "Keep-Alive", "Proxy-Connection", "Upgrade"];

    /// <summary>Everything wrong with <paramref name="request"/>, each beginning with <paramref name="where"/>.</summary>
    public static IEnumerable<string> Check(HttpRequestTemplate request, string where, HttpProtocolVersion version = HttpProtocolVersion.Http11) =>
        CheckLine(request, where)
            .Concat(request.Headers.SelectMany(header => CheckHeader(header, request, where)))
            .Concat(version == HttpProtocolVersion.Http2 ? request.Headers.SelectMany(header => CheckHttp2Header(header, where)) : []);

    private static IEnumerable<string> CheckHttp2Header(KeyValuePair<string, string> header, string where)
    {
        if (ConnectionFields.Contains(header.Key, StringComparer.OrdinalIgnoreCase))
        {
            yield return $"{where}: remove header {header.Key}; HTTP/2 does not have it.";
        }

        if (header.Key.Equals("TE", StringComparison.OrdinalIgnoreCase) && header.Value != "trailers")
        {
            yield return $"{where}: header TE may only be 'trailers' with HTTP/2.";
        }
    }

    private static IEnumerable<string> CheckLine(HttpRequestTemplate request, string where)
    {
        if (!IsToken(request.Method) || request.Method == "CONNECT")
        {
            yield return $"{where}: method '{Shown(request.Method)}' cannot be used; write one such as GET or POST.";
        }

        if (!request.Path.StartsWith('/') || request.Path.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            yield return $"{where}: path '{Shown(request.Path)}' must begin with '/' and hold neither spaces, line breaks nor non-ASCII "
                + "characters; percent-encode them.";
        }

        if (!(request.Weight > 0) || double.IsInfinity(request.Weight))
        {
            yield return $"{where}: weight {request.Weight} must be a number greater than zero.";
        }

        if (request.Bodies is { Bodies.Count: 0 })
        {
            yield return $"{where}: its body feed is empty; give at least one body.";
        }
    }

    private static IEnumerable<string> CheckHeader(KeyValuePair<string, string> header, HttpRequestTemplate request, string where)
    {
        if (!IsToken(header.Key))
        {
            yield return $"{where}: '{Shown(header.Key)}' is not a header name.";
        }

        if (header.Value.AsSpan().ContainsAny('\r', '\n', '\0'))
        {
            yield return $"{where}: the value of header '{Shown(header.Key)}' holds a line break or NUL; remove it.";
        }

        if (header.Key.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase))
        {
            yield return $"{where}: remove header Transfer-Encoding; bodies are sent with Content-Length.";
        }

        if (header.Key.Equals("Content-Length", StringComparison.OrdinalIgnoreCase) && !FitsBodies(header.Value, request))
        {
            yield return $"{where}: Content-Length '{Shown(header.Value)}' is not the length of the body; remove the header, it is added.";
        }
    }

    private static bool FitsBodies(string value, HttpRequestTemplate request) =>
        int.TryParse(value, out var length)
        && (request.Bodies is null ? length == 0 : request.Bodies.Bodies.All(body => body.Length == length));

    private static bool IsToken(string text) => text.Length > 0 && !text.AsSpan().ContainsAnyExcept(Token);

    /// <summary>The text without characters that would break the message's own line.</summary>
    private static string Shown(string text) => string.Concat(text.Select(c => char.IsControl(c) ? '?' : c));
}
