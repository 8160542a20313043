namespace LoadLab.Engine.Http;

/// <summary>What one row of a feed makes of a request.</summary>
/// <param name="Path">Path and query; null for the request's own.</param>
/// <param name="Body">The body; null for none.</param>
public readonly record struct FeedRow(string? Path, ReadOnlyMemory<byte>? Body);
