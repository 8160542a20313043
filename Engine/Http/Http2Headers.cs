namespace LoadLab.Engine.Http;

/// <summary>What HTTP/2 does not permit in the header of a request (RFC 9113 section 8.2.2).</summary>
public static class Http2Headers
{
    private static readonly string[] ConnectionFields = ["Connection", "Keep-Alive", "Proxy-Connection", "Upgrade"];

    /// <summary>What is wrong with a field, as an instruction that follows a colon; null where nothing is.</summary>
    public static string? Mistake(string name, string value)
    {
        if (ConnectionFields.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            return $"remove header {name}; HTTP/2 does not have it";
        }

        return name.Equals("TE", StringComparison.OrdinalIgnoreCase) && value != "trailers"
            ? "header TE may only be 'trailers' with HTTP/2"
            : null;
    }
}
