using Npgsql;

namespace LoadLab.TargetApi.Columns;

/// <summary>Where the database is, and how to say so without the password.</summary>
internal sealed class DatabaseAddress
{
    private readonly NpgsqlConnectionStringBuilder _connection;

    private DatabaseAddress(NpgsqlConnectionStringBuilder connection) => _connection = connection;

    public string? User => _connection.Username;

    public string? Database => _connection.Database ?? _connection.Username;

    /// <summary>Such as <c>features at localhost:5432</c>.</summary>
    public override string ToString() => $"{Database} at {_connection.Host}:{_connection.Port}";

    /// <summary>The connection as Npgsql takes it; a copy, for the caller to complete.</summary>
    public NpgsqlConnectionStringBuilder ToConnection() => new(_connection.ConnectionString);

    /// <summary>Reads a <c>postgresql://</c> URL as libpq has it, or Npgsql's own <c>Host=…;…</c>.</summary>
    /// <exception cref="FormatException">It is neither. The message never shows what was given: there may be a password in it.</exception>
    public static DatabaseAddress Parse(string text)
    {
        NpgsqlConnectionStringBuilder connection = PostgresUrl.IsOne(text) ? PostgresUrl.Parse(text) : ParseKeywords(text);
        return string.IsNullOrEmpty(connection.Host) ? throw new FormatException("no host is given") : new DatabaseAddress(connection);
    }

    private static NpgsqlConnectionStringBuilder ParseKeywords(string text)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(text);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or OverflowException or InvalidCastException)
        {
            // The reason quotes from the text, and that may be from the password.
            throw new FormatException("neither a URL such as postgresql://user:password@host:5432/database nor a connection string of Npgsql (Host=…;Username=…;Database=…)");
        }
    }
}
