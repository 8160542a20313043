namespace LoadLab.Harness.Profiles;

/// <summary>One HTTP request written out in a profile or on the command line.</summary>
public sealed record RequestConfig
{
    public string Method { get; init; } = "GET";

    public string Path { get; init; } = "/";

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public string? Body { get; init; }

    public FeedConfig? Feed { get; init; }
}
