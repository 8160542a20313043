namespace LoadLab.Harness.Profiles;

/// <summary>One kind of HTTP request written out in a profile or on the command line.</summary>
public sealed record RequestConfig
{
    /// <summary>Its name in results; null for method and path.</summary>
    public string? Name { get; init; }

    /// <summary>Its share among all requests, relative to the others' weights.</summary>
    public double Weight { get; init; } = 1;

    public string Method { get; init; } = "GET";

    /// <summary>May hold <c>{{column}}</c>, which the feed fills in.</summary>
    public string Path { get; init; } = "/";

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>May hold <c>{{column}}</c>, which the feed fills in.</summary>
    public string? Body { get; init; }

    /// <summary>Absolute path of a file that is the body, byte by byte; beside neither <see cref="Body"/> nor <see cref="Feed"/>.</summary>
    public string? BodyFile { get; init; }

    public FeedConfig? Feed { get; init; }

    /// <summary>What it is called.</summary>
    public string Label => Name ?? $"{Method} {Path}";
}
