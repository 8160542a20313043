using LoadLab.Benchmarks.Clients;
using LoadLab.Engine.Http.Transports;

namespace LoadLab.Benchmarks.SideBySide;

/// <summary>The clients of the comparison.</summary>
internal static class ClientCatalog
{
    /// <summary>The engine by each of its transports, best first, then the public tools.</summary>
    public static IReadOnlyList<ILoadClient> All(Repository repository) =>
    [
        .. TransportCatalog.All.Select(transport => new EngineClient(repository, transport)),
        new WrkClient(), new H2LoadClient(), new HeyClient(), new AutocannonClient(repository), new LocustClient(), new HttpClientClient(),
    ];

    /// <summary>Those whose names begin as asked for (all for none), and wrk.</summary>
    public static IReadOnlyList<ILoadClient> Choose(Repository repository, IReadOnlyList<string> beginnings) =>
        [.. All(repository).Where(client => client.Name == WrkClient.TableName || beginnings.Count == 0 || beginnings.Any(beginning => client.Name.StartsWith(beginning, StringComparison.OrdinalIgnoreCase)))];
}
