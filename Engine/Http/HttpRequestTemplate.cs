namespace LoadLab.Engine.Http;

/// <summary>One kind of request of an HTTP load, rendered to bytes once before the run.</summary>
public sealed record HttpRequestTemplate
{
    /// <summary>The name shown in results; defaults to method and path.</summary>
    public string? Name { get; init; }

    /// <summary>HTTP method, upper case.</summary>
    public string Method { get; init; } = "GET";

    /// <summary>Path and query, beginning with '/'; a row of the feed may bring another.</summary>
    public required string Path { get; init; }

    /// <summary>Header fields in order. Host, Content-Length and Connection are added when absent.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Where bodies and paths come from; null for a request without a body and always the same path.</summary>
    public RequestFeed? Feed { get; init; }

    /// <summary>Share of this request among all, relative to the others' weights; greater than zero.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>Its name in results.</summary>
    public string Label => Name ?? $"{Method} {Path}";
}
