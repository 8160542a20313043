using LoadLab.Benchmarks.Servers;

namespace LoadLab.Benchmarks.Faults;

/// <summary>The groups of faults there are, in the order in which they are brought about.</summary>
internal static class FaultCatalog
{
    public static IReadOnlyList<FaultGroup> Groups { get; } =
    [
        new("service", "every setting as it comes", null, (_, _) => Task.FromResult<IFaultStage>(new ServiceStage())),
        new("registry", "the model from a registry for each request", null, RegistryStage.PrepareAsync),
        new("database", "the columns' names from PostgreSQL for each request", PostgresServer.Missing, DatabaseStage.PrepareAsync),
        new("redis", "requests wait in Redis for two workers", RedisServer.Missing, RedisStage.PrepareAsync),
    ];
}
