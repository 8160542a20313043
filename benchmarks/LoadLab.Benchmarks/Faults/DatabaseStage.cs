using LoadLab.Benchmarks.Processes;
using LoadLab.Benchmarks.Servers;

namespace LoadLab.Benchmarks.Faults;

/// <summary>A service that asks PostgreSQL for the names of the columns for each request.</summary>
internal sealed class DatabaseStage : IFaultStage
{
    private readonly PostgresServer _server;

    private DatabaseStage(PostgresServer server)
    {
        _server = server;
        Faults =
        [
            new DependencyLost("PostgreSQL stopped", _server.StopAsync, () => _server.StartAgainAsync(CancellationToken.None)),
            new DependencyLost("PostgreSQL frozen", Freeze, Thaw),
        ];
    }

    public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["COLUMNS_SOURCE"] = "database-per-request",
        ["DATABASE_URL"] = _server.Url,
        ["DATABASE_TIMEOUT"] = "1s",
    };

    public IReadOnlyList<IFault> Faults { get; }

    public IReadOnlyCollection<WatchedTarget> Programs => [];

    public static async Task<IFaultStage> PrepareAsync(string program, CancellationToken cancellationToken)
    {
        var stage = new DatabaseStage(await PostgresServer.StartAsync(cancellationToken).ConfigureAwait(false));
        try
        {
            await stage.FillAsync(program, cancellationToken).ConfigureAwait(false);
            return stage;
        }
        catch
        {
            await stage.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private Task FillAsync(string program, CancellationToken cancellationToken) =>
        ProgramEnd.RunAsync(ProgramCall.DotNet(program, "columns") with { Environment = new Dictionary<string, string> { ["DATABASE_URL"] = _server.Url } }, cancellationToken);

    private Task Freeze()
    {
        _server.Freeze();
        return Task.CompletedTask;
    }

    private Task Thaw()
    {
        _server.Thaw();
        return Task.CompletedTask;
    }
}
