namespace LoadLab.TargetApi.Redis;

/// <summary>Where a Redis server is and who asks: <c>redis://[user:password@]host[:port][/db]</c>, or <c>rediss://</c> for TLS.</summary>
internal sealed record RedisAddress(string Host, int Port, bool Tls, string? User, string? Password, int Database)
{
    private const int DefaultPort = 6379;

    /// <summary>Null where the text is no such address.</summary>
    public static RedisAddress? Parse(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) || uri.Scheme is not ("redis" or "rediss") || uri.Host.Length == 0 || uri.Query.Length > 0)
        {
            return null;
        }

        string path = uri.AbsolutePath.Trim('/');
        int database = 0;
        if (path.Length > 0 && !(int.TryParse(path, out database) && database >= 0))
        {
            return null;
        }

        (string? user, string? password) = Credentials(uri.UserInfo);
        return new RedisAddress(uri.DnsSafeHost, uri.Port > 0 ? uri.Port : DefaultPort, uri.Scheme == "rediss", user, password, database);
    }

    /// <summary>Host and port; never the password.</summary>
    public override string ToString() => Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{Port}" : $"{Host}:{Port}";

    private static (string? User, string? Password) Credentials(string text)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        return text.Length == 0
            ? (null, null)
            : colon < 0
                ? (null, Uri.UnescapeDataString(text))
                : (colon == 0 ? null : Uri.UnescapeDataString(text[..colon]), Uri.UnescapeDataString(text[(colon + 1)..]));
    }
}
