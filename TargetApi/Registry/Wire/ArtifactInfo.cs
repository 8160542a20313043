namespace LoadLab.TargetApi.Registry.Wire;

/// <summary>One entry of a folder of artifacts.</summary>
/// <param name="Path">The entry's name, without its folder.</param>
/// <param name="IsDir">True for a folder.</param>
/// <param name="FileSize">Bytes; null for a folder.</param>
internal sealed record ArtifactInfo(string? Path, bool IsDir, long? FileSize);
