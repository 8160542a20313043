using LoadLab.TargetApi.Settings;

namespace LoadLab.TargetApi.RegistryServer;

/// <summary>All settings of <c>target-api registry</c>.</summary>
public sealed record RegistryServerSettings
{
    [Setting("HOST", "address to listen on: an IP address, localhost, or * for every address; 0.0.0.0 where DOTNET_RUNNING_IN_CONTAINER is true, else 127.0.0.1")]
    public string Host { get; init; } = "127.0.0.1";

    [Setting("PORT", "TCP port; 0 takes a free one and the start-up line says which", Minimum = 0, Maximum = 65535)]
    public int Port { get; init; } = 5000;

    [Setting("MODELS_DIR", "folder of models; the one beside the program by default")]
    public string ModelsDirectory { get; init; } = Path.Combine(AppContext.BaseDirectory, "models");

    [Setting("REGISTRY_ARTIFACTS", "where clients shall fetch the artifacts: s3://bucket/prefix with the same folders as MODELS_DIR; this server itself by default")]
    public string? Artifacts { get; init; }
}
