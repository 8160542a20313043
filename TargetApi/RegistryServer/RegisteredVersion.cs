namespace LoadLab.TargetApi.RegistryServer;

/// <summary>One version of a registered model.</summary>
/// <param name="Number">1, 2, …</param>
/// <param name="Path">Its folder relative to MODELS_DIR, with slashes.</param>
/// <param name="Changed">When a file of it changed last.</param>
internal sealed record RegisteredVersion(int Number, string Path, DateTimeOffset Changed);
