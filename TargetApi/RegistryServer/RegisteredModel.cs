namespace LoadLab.TargetApi.RegistryServer;

/// <summary>A folder of MODELS_DIR as a registered model.</summary>
/// <param name="Name">The folder's name.</param>
/// <param name="Versions">At least one, the newest last.</param>
internal sealed record RegisteredModel(string Name, IReadOnlyList<RegisteredVersion> Versions)
{
    /// <summary>Aliases that always mean the newest version.</summary>
    public static readonly IReadOnlyList<string> Aliases = ["champion", "latest"];

    public RegisteredVersion Newest => Versions[^1];
}
