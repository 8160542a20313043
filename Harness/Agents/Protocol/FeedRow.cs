namespace LoadLab.Harness.Agents.Protocol;

/// <summary>One row of a request's feed.</summary>
/// <param name="Path">Path and query; null for the request's own.</param>
/// <param name="Body">The body; null for none.</param>
internal readonly record struct FeedRow(string? Path, ReadOnlyMemory<byte>? Body);
