namespace LoadLab.TargetApi.Registry.Wire;

/// <summary>A name for one version of a registered model.</summary>
internal sealed record RegisteredModelAlias(string Alias, string Version);
