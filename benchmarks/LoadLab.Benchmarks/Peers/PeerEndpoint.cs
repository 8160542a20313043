namespace LoadLab.Benchmarks.Peers;

/// <summary>An endpoint that the target API is compared by.</summary>
/// <param name="Name">Of the scenario.</param>
/// <param name="Path">What is asked for.</param>
/// <param name="BodyFile">The file of <c>benchmarks/</c> that is sent; null: GET.</param>
internal sealed record PeerEndpoint(string Name, string Path, string? BodyFile)
{
    private const string OneRow = "peers/row.json";

    public static IReadOnlyList<PeerEndpoint> All { get; } =
    [
        new("empty", "/empty", null),
        new("normalize", "/normalize", OneRow),
        new("predict", "/predict", OneRow),
    ];

    public static IReadOnlyList<string> Names => [.. All.Select(endpoint => endpoint.Name)];

    public string Title => BodyFile is null ? $"GET {Path}" : $"POST {Path}, one row of 54 numbers";
}
