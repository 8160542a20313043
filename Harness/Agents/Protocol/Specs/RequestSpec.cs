namespace LoadLab.Harness.Agents.Protocol.Specs;

/// <summary>One kind of request of a load.</summary>
internal sealed record RequestSpec
{
    public required string Name { get; init; }

    /// <summary>Its part of all requests is its weight divided by the sum of the weights.</summary>
    public required double Weight { get; init; }

    public required string Method { get; init; }

    public required string Path { get; init; }

    /// <summary>In the order sent, duplicates kept.</summary>
    public required IReadOnlyList<HeaderSpec> Headers { get; init; }

    /// <summary><c>sequential</c>, <c>random</c> or <c>unique</c>; null where it has no feed.</summary>
    public required string? FeedOrder { get; init; }

    /// <summary>Rows that the feed chunks bring for it.</summary>
    public required int Rows { get; init; }
}
