using LoadLab.Benchmarks.Processes;
using LoadLab.Benchmarks.Servers;

namespace LoadLab.Benchmarks.SideBySide;

/// <summary>A server and what it is asked.</summary>
internal sealed record LoadCase
{
    public required string Name { get; init; }

    /// <summary>As the tables call it.</summary>
    public required string Title { get; init; }

    /// <summary>The file of <c>benchmarks/</c> that is sent; null: GET.</summary>
    public string? BodyFile { get; init; }

    /// <summary>Most that the engine's CPU time may be, as a multiple of wrk's.</summary>
    public required double Limit { get; init; }

    /// <summary>What it should come to.</summary>
    public required double Goal { get; init; }

    /// <summary>Its runs are so many times as long: a server that answers fewer a second is asked for longer, so that start-up weighs alike everywhere.</summary>
    public int Stretch { get; init; } = 1;

    /// <summary>What is missing for it here; null where it can run.</summary>
    public Func<Task<string?>> FindMissingAsync { get; init; } = () => Task.FromResult<string?>(null);

    public required Func<Repository, int, CancellationToken, Task<IBenchServer>> StartAsync { get; init; }

    public static IReadOnlyList<string> Names => [.. All.Select(load => load.Name)];

    public static IReadOnlyList<LoadCase> All { get; } =
    [
        new()
        {
            Name = "nginx",
            Title = "nginx, GET /empty",
            Limit = 0.95,
            Goal = 0.88,
            FindMissingAsync = async () => await ToolOutput.TryReadAsync("nginx", "-v").ConfigureAwait(false) is null ? NginxServer.InstallHint : null,
            StartAsync = async (_, processor, cancellationToken) => await NginxServer.StartAsync(processor, cancellationToken).ConfigureAwait(false),
        },
        new()
        {
            Name = "kestrel",
            Title = "Kestrel, POST /predict, 433 bytes",
            BodyFile = "clients/predict-433.json",
            Limit = 0.85,
            Goal = 0.77,
            Stretch = 3,
            StartAsync = async (repository, processor, cancellationToken) => await TargetServer.StartAsync(repository.Target, processor, cancellationToken).ConfigureAwait(false),
        },
        new()
        {
            Name = "minimal",
            Title = "minimal server, GET",
            Limit = 0.85,
            Goal = 0.74,
            StartAsync = async (_, processor, cancellationToken) => await OwnServer.StartAsync(ServeMinimalVerb.Name, [], processor, cancellationToken).ConfigureAwait(false),
        },
    ];
}
