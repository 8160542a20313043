using LoadLab.TargetApi.Dependencies;
using LoadLab.TargetApi.Settings;
using Npgsql;

namespace LoadLab.TargetApi.Columns;

/// <summary>The database behind <see cref="ColumnTable"/>. Nothing here waits longer than the time-out, and every failure says what to mend. Safe for many threads.</summary>
internal sealed class ColumnDatabase : IAsyncDisposable
{
    private readonly DatabaseAddress _address;
    private readonly TimeSpan _timeout;
    private readonly NpgsqlDataSource _source;

    public ColumnDatabase(TargetSettings settings, TimeSpan timeout)
    {
        _address = DatabaseAddress.Parse(settings.DatabaseUrl!);
        _timeout = timeout;
        NpgsqlConnectionStringBuilder connection = _address.ToConnection();
        connection.Pooling = settings.DatabasePooling;

        // Kerberos is looked for by default, and where its library is missing that is an error message of its own.
        connection.GssEncryptionMode = GssEncryptionMode.Disable;

        // Whole seconds, and only a net below the exact time-out that each call brings along. Queries have that one alone: see Abandon.
        connection.Timeout = (int)Math.Ceiling(_timeout.TotalSeconds) + 1;
        connection.CommandTimeout = 0;

        // Only text and numbers are read: loading the database's own types would add a query to each start.
        var builder = new NpgsqlDataSourceBuilder(connection.ConnectionString);
        builder.ConfigureTypeLoading(types => types.EnableTypeLoading(false));
        _source = builder.Build();
    }

    /// <summary>Such as <c>features at localhost:5432</c>.</summary>
    public string Address => _address.ToString();

    /// <summary>The names of a model's columns in their order.</summary>
    /// <exception cref="UnavailableException">They cannot be had now.</exception>
    public async Task<IReadOnlyList<string>> Read(string model, CancellationToken cancellation)
    {
        IReadOnlyList<string> names = await Run((connection, limit) => ColumnTable.Read(connection, model, limit), cancellation);
        return names.Count > 0
            ? names
            : throw new UnavailableException($"the database {_address} names no columns for the model {model} in its table {ColumnTable.Name}; target-api columns fills it");
    }

    /// <summary>Creates the table if needed, and makes it name these columns for the model. True where rows were written.</summary>
    /// <exception cref="UnavailableException">The database cannot be used.</exception>
    public Task<bool> Fill(string model, IReadOnlyList<string> names, CancellationToken cancellation) =>
        Run((connection, limit) => ColumnTable.Fill(connection, model, names, limit), cancellation);

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private async Task<T> Run<T>(Func<NpgsqlConnection, CancellationToken, Task<T>> work, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(_timeout);
        try
        {
            NpgsqlConnection connection = await Open(limit.Token);
            return await Use(connection, work, limit.Token);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested && DatabaseFailure.Describe(e, _address, _timeout) is { } reason)
        {
            throw new UnavailableException(reason, e);
        }
        catch (NpgsqlException e) when (cancellation.IsCancellationRequested)
        {
            // Cut short from outside, and Npgsql saw the cut before the reason.
            throw new OperationCanceledException(e.Message, e, cancellation);
        }
    }

    /// <summary>While it talks to a server that does not answer, Npgsql heeds its own time-out only; nobody has to wait for that.</summary>
    private async Task<NpgsqlConnection> Open(CancellationToken limit)
    {
        Task<NpgsqlConnection> opening = _source.OpenConnectionAsync(limit).AsTask();
        try
        {
            return await opening.WaitAsync(limit);
        }
        catch (OperationCanceledException)
        {
            _ = opening.ContinueWith(late => late.Result.Dispose(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
            throw;
        }
    }

    private static async Task<T> Use<T>(NpgsqlConnection connection, Func<NpgsqlConnection, CancellationToken, Task<T>> work, CancellationToken limit)
    {
        var abort = new CancellationTokenSource();
        Task<T> task = UseToItsEnd(connection, work, abort.Token);
        try
        {
            return await task.WaitAsync(limit);
        }
        catch (OperationCanceledException) when (!task.IsCompleted)
        {
            Abandon(task, abort);
            throw;
        }
    }

    private static async Task<T> UseToItsEnd<T>(NpgsqlConnection connection, Func<NpgsqlConnection, CancellationToken, Task<T>> work, CancellationToken abort)
    {
        await using (connection)
        {
            return await work(connection, abort);
        }
    }

    /// <summary>
    /// Ends a query that nobody waits for any more. Npgsql asks the server to cancel it, and waits for that on the thread that says so: where the server does
    /// not answer, requests that time out together would block the whole thread pool. So it gets a thread of its own.
    /// </summary>
    private static void Abandon(Task task, CancellationTokenSource abort)
    {
        new Thread(abort.Cancel) { IsBackground = true, Name = "database cancel" }.Start();
        _ = task.ContinueWith(t => t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
    }
}
