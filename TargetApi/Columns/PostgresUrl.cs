using System.Globalization;
using Npgsql;

namespace LoadLab.TargetApi.Columns;

/// <summary>
/// <c>postgresql://user:password@host:port/database?name=value&amp;…</c> by the rules of libpq (PostgreSQL manual, 34.1.1.2), for one host. .NET's own parser of
/// addresses refuses passwords that libpq takes.
/// </summary>
internal static class PostgresUrl
{
    private static readonly string[] Schemes = ["postgresql://", "postgres://"];

    public static bool IsOne(string text) => Schemes.Any(scheme => text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase));

    /// <exception cref="FormatException">Something in it has no meaning. The message never quotes what may be part of a password.</exception>
    public static NpgsqlConnectionStringBuilder Parse(string text)
    {
        var connection = new NpgsqlConnectionStringBuilder();
        string rest = text[(text.IndexOf("://", StringComparison.Ordinal) + 3)..];

        // 1. The user, up to the @ that comes before the first /.
        int at = rest.IndexOf('@', StringComparison.Ordinal);
        int slash = rest.IndexOf('/', StringComparison.Ordinal);
        if (at >= 0 && (slash < 0 || at < slash))
        {
            SetUser(connection, rest[..at]);
            rest = rest[(at + 1)..];
        }

        // 2. The parameters, from the end; 3. the database; 4. what is left is the host.
        (rest, string? parameters) = Cut(rest, '?');
        (rest, string? database) = Cut(rest, '/');
        SetHost(connection, rest);
        connection.Database = string.IsNullOrEmpty(database) ? connection.Database : Uri.UnescapeDataString(database);
        foreach (string parameter in (parameters ?? "").Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            SetParameter(connection, parameter);
        }

        connection.Host ??= "localhost";
        return connection;
    }

    private static void SetUser(NpgsqlConnectionStringBuilder connection, string text)
    {
        (string user, string? password) = Cut(text, ':');
        connection.Username = user.Length > 0 ? Uri.UnescapeDataString(user) : null;
        connection.Password = string.IsNullOrEmpty(password) ? null : Uri.UnescapeDataString(password);
    }

    private static void SetHost(NpgsqlConnectionStringBuilder connection, string text)
    {
        if (text.Contains(',', StringComparison.Ordinal))
        {
            throw new FormatException("one host is needed, several are not supported");
        }

        int end = text.StartsWith('[') ? text.IndexOf(']', StringComparison.Ordinal) + 1 : 0;
        int colon = text.IndexOf(':', end);
        string host = colon < 0 ? text : text[..colon];
        if (host.Length > 0)
        {
            connection.Host = Uri.UnescapeDataString(host.Trim('[', ']'));
        }

        if (colon >= 0 && colon + 1 < text.Length)
        {
            connection.Port = Port(text[(colon + 1)..]);
        }
    }

    private static void SetParameter(NpgsqlConnectionStringBuilder connection, string text)
    {
        (string name, string? raw) = Cut(text, '=');
        string value = Uri.UnescapeDataString(raw ?? "");
        switch (name)
        {
            case "host":
                connection.Host = value;
                break;
            case "port":
                connection.Port = Port(value);
                break;
            case "dbname":
                connection.Database = value;
                break;
            case "user":
                connection.Username = value;
                break;
            case "password":
                connection.Password = value;
                break;
            case "sslmode":
                connection.SslMode = Mode(value);
                break;
            case "sslrootcert":
                connection.RootCertificate = value;
                break;
            case "sslcert":
                connection.SslCertificate = value;
                break;
            case "sslkey":
                connection.SslKey = value;
                break;
            case "application_name":
                connection.ApplicationName = value;
                break;
            case "options":
                connection.Options = value;
                break;
            default:
                throw new FormatException($"the parameter {name} is not known; known are host, port, dbname, user, password, sslmode, sslrootcert, sslcert, sslkey, application_name and options");
        }
    }

    private static int Port(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port is > 0 and < 65536
            ? port
            : throw new FormatException("the port is no number from 1 to 65535 (in a password, @ : / and ? are written %40 %3A %2F %3F)");

    private static SslMode Mode(string text) => text switch
    {
        "disable" => SslMode.Disable,
        "allow" => SslMode.Allow,
        "prefer" => SslMode.Prefer,
        "require" => SslMode.Require,
        "verify-ca" => SslMode.VerifyCA,
        "verify-full" => SslMode.VerifyFull,
        _ => throw new FormatException("sslmode must be one of disable, allow, prefer, require, verify-ca, verify-full"),
    };

    private static (string Before, string? After) Cut(string text, char separator)
    {
        int i = text.IndexOf(separator, StringComparison.Ordinal);
        return i < 0 ? (text, null) : (text[..i], text[(i + 1)..]);
    }
}
