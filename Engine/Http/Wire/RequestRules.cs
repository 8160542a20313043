using System.Buffers;

namespace LoadLab.Engine.Http.Wire;

/// <summary>What makes a request template fit to be put on the wire.</summary>
internal static class RequestRules
{
    private const string PathRule =
        "must begin with '/' and hold neither spaces, line breaks nor non-ASCII characters; percent-encode them.";

    /// <summary>Token characters of RFC 9110 section 5.6.2.</summary>
    private static readonly SearchValues<char> Token =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    /// <summary>Everything wrong with <paramref name="request"/>, each beginning with <paramref name="where"/>.</summary>
    public static IEnumerable<string> Check(HttpRequestTemplate request, string where, HttpProtocolVersion version = HttpProtocolVersion.Http11) =>
        CheckLine(request, where)
            .Concat(request.Headers.SelectMany(header => CheckHeader(header, request, where)))
            .Concat(version == HttpProtocolVersion.Http2 ? CheckForHttp2(request, where) : []);

    private static IEnumerable<string> CheckForHttp2(HttpRequestTemplate request, string where) =>
        from header in request.Headers
        let mistake = Http2Headers.Mistake(header.Key, header.Value)
        where mistake is not null
        select $"{where}: {mistake}.";

    private static IEnumerable<string> CheckLine(HttpRequestTemplate request, string where)
    {
        if (!IsToken(request.Method) || request.Method == "CONNECT")
        {
            yield return $"{where}: method '{Shown(request.Method)}' cannot be used; write one such as GET or POST.";
        }

        if (!IsPath(request.Path))
        {
            yield return $"{where}: path '{Shown(request.Path)}' {PathRule}";
        }

        if (request.Feed?.Rows.FirstOrDefault(row => row.Path is { } path && !IsPath(path)).Path is { } bad)
        {
            yield return $"{where}: its feed gives the path '{Shown(bad)}', which {PathRule}";
        }

        if (!(request.Weight > 0) || double.IsInfinity(request.Weight))
        {
            yield return $"{where}: weight {request.Weight} must be a number greater than zero.";
        }

        if (request.Feed is { Rows.Count: 0 })
        {
            yield return $"{where}: its feed is empty; give at least one row.";
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
        && (request.Feed is null ? length == 0 : request.Feed.Rows.All(row => (row.Body?.Length ?? 0) == length));

    private static bool IsPath(string path) => path.StartsWith('/') && !path.AsSpan().ContainsAnyExceptInRange('!', '~');

    private static bool IsToken(string text) => text.Length > 0 && !text.AsSpan().ContainsAnyExcept(Token);

    /// <summary>The text without characters that would break the message's own line.</summary>
    private static string Shown(string text) => string.Concat(text.Select(c => char.IsControl(c) ? '?' : c));
}
