using Npgsql;

namespace LoadLab.TargetApi.Columns;

/// <summary>The table that names the columns of models, and the statements about it. Its shape is documented: others fill it too.</summary>
internal static class ColumnTable
{
    public const string Name = "model_columns";

    private const string Definition =
        $"CREATE TABLE IF NOT EXISTS {Name} (model text NOT NULL, position integer NOT NULL, name text NOT NULL, PRIMARY KEY (model, position), UNIQUE (model, name))";

    /// <summary>Any number that nobody else uses: two programs that create the table at once would otherwise trip over each other.</summary>
    private const long CreationLock = 0x6C6F61646C6162;

    /// <summary>The names of a model's columns in their order; empty where there are none.</summary>
    public static async Task<IReadOnlyList<string>> Read(NpgsqlConnection connection, string model, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand($"SELECT name FROM {Name} WHERE model = $1 ORDER BY position", connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = model });
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation);
        var names = new List<string>();
        while (await reader.ReadAsync(cancellation))
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }

    /// <summary>Makes the table where there is none, and the model's rows what <paramref name="names"/> says, or leaves them where they are so already; all or nothing.</summary>
    /// <returns>True where rows were written.</returns>
    public static async Task<bool> Fill(NpgsqlConnection connection, string model, IReadOnlyList<string> names, CancellationToken cancellation)
    {
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellation);
        await Execute(connection, $"SELECT pg_advisory_xact_lock({CreationLock})", [], cancellation);
        await Execute(connection, Definition, [], cancellation);
        bool differs = !names.SequenceEqual(await Read(connection, model, cancellation));
        if (differs)
        {
            await Execute(connection, $"DELETE FROM {Name} WHERE model = $1", [model], cancellation);
            await Execute(
                connection,
                $"INSERT INTO {Name} (model, position, name) SELECT $1, place, name FROM unnest($2) WITH ORDINALITY AS given(name, place)",
                [model, names.ToArray()],
                cancellation);
        }

        await transaction.CommitAsync(cancellation);
        return differs;
    }

    private static async Task Execute(NpgsqlConnection connection, string statement, object[] values, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(statement, connection);
        foreach (object value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        await command.ExecuteNonQueryAsync(cancellation);
    }
}
