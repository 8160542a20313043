using System.Net.Sockets;
using System.Security.Authentication;
using Npgsql;

namespace LoadLab.TargetApi.Columns;

/// <summary>What went wrong with the database, in words that say what would mend it. PostgreSQL's own messages never hold the password.</summary>
internal static class DatabaseFailure
{
    /// <summary>Null where it is no failure of the database.</summary>
    public static string? Describe(Exception exception, DatabaseAddress address, TimeSpan timeout) => exception switch
    {
        PostgresException answer => Describe(answer, address),
        OperationCanceledException or TimeoutException => $"the database {address} did not answer within {timeout.TotalSeconds} s",
        NpgsqlException { InnerException: PostgresException answer } => Describe(answer, address),
        NpgsqlException { InnerException: OperationCanceledException or TimeoutException } => $"the database {address} did not answer within {timeout.TotalSeconds} s",
        NpgsqlException { InnerException: AuthenticationException inner } => $"the database {address} cannot be reached over TLS: {inner.Message}",
        NpgsqlException { InnerException: { } inner } => $"the database {address} cannot be reached: {inner.Message}",
        NpgsqlException or SocketException or IOException => $"the database {address} cannot be reached: {exception.Message}",
        _ => null,
    };

    private static string Describe(PostgresException answer, DatabaseAddress address) => answer.SqlState switch
    {
        PostgresErrorCodes.UndefinedTable => $"the database {address} has no table {ColumnTable.Name}; target-api columns creates and fills it",
        PostgresErrorCodes.InvalidCatalogName => $"there is no database {address}; create it, or mend DATABASE_URL",
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
            $"the database {address} does not let the user {address.User} in ({answer.MessageText}); mend DATABASE_URL or the database's rules",
        PostgresErrorCodes.InsufficientPrivilege => $"the database {address} does not permit that to the user {address.User} ({answer.MessageText})",
        PostgresErrorCodes.TooManyConnections =>
            $"the database {address} takes no more connections ({answer.MessageText}); DATABASE_POOLING=true needs fewer, or raise its max_connections",
        _ => $"the database {address} failed: {answer.MessageText} ({answer.SqlState})",
    };
}
