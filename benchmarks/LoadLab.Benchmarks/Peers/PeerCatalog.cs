using LoadLab.Benchmarks.Processes;

namespace LoadLab.Benchmarks.Peers;

/// <summary>The services of the comparison, the target API first.</summary>
internal static class PeerCatalog
{
    public const string TargetName = "target API";

    private const string Model = "covertype-forest";

    public static IReadOnlyList<Peer> All { get; } =
    [
        new()
        {
            Name = TargetName,
            Endpoints = PeerEndpoint.Names,
            FindAsync = (_, _) => Task.FromResult(new PeerAvailability($"this commit, one worker, MODEL={Model}, every other setting as it comes", null)),
            StartAsync = (repository, processor, cancellationToken) => PeerServer.StartAsync(Target(repository.Target), processor, cancellationToken),
        },
        new()
        {
            Name = "bare Kestrel",
            Endpoints = ["empty"],
            Factor = 0.9,
            FindAsync = (_, _) => Task.FromResult(new PeerAvailability("benchmarks/peers/BareKestrel: a minimal API of one route without logging, on the target API's Kestrel options and collector", null)),
            StartAsync = (repository, processor, cancellationToken) => PeerServer.StartAsync(ProgramCall.DotNet(repository.BareKestrel), processor, cancellationToken),
        },
        new()
        {
            Name = "FastAPI",
            Endpoints = PeerEndpoint.Names,
            Factor = 10,
            FindAsync = FastApiProgram.FindAsync,
            StartAsync = (repository, processor, cancellationToken) => PeerServer.StartAsync(FastApiProgram.Serve(repository), processor, cancellationToken),
        },
    ];

    /// <summary>The target API's program as the comparison runs it.</summary>
    public static ProgramCall Target(string program) => ProgramCall.DotNet(program) with
    {
        Environment = new Dictionary<string, string> { ["HOST"] = "127.0.0.1", ["PORT"] = "0", ["WORKERS"] = "1", ["MODEL"] = Model },
    };
}
