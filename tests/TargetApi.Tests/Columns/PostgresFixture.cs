namespace LoadLab.TargetApi.Tests.Columns;

/// <summary>One server for the tests of a class, each with a table of its own content; started only where PostgreSQL is installed.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    internal PostgresServer Server { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        if (PostgresServer.FindPrograms() is not null)
        {
            Server = await PostgresServer.Start();
        }
    }

    public async Task DisposeAsync()
    {
        if (Server is not null)
        {
            await Server.DisposeAsync();
        }
    }
}
