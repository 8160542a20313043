namespace LoadLab.TargetApi.Registry;

/// <summary>One file of a model in an artifact store.</summary>
/// <param name="Path">Relative to the model's folder, segments separated by slashes; checked by <see cref="ArtifactPath"/>.</param>
/// <param name="Bytes">Its size as the store tells it; null where it does not.</param>
internal sealed record ArtifactFile(string Path, long? Bytes);
