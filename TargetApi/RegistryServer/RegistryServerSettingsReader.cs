using LoadLab.TargetApi.Settings;

namespace LoadLab.TargetApi.RegistryServer;

/// <summary>Environment → <see cref="RegistryServerSettings"/>, every mistake collected.</summary>
internal static class RegistryServerSettingsReader
{
    public static (RegistryServerSettings Settings, IReadOnlyList<string> Errors) Read(IReadOnlyDictionary<string, string> environment)
    {
        var errors = new List<string>();
        var settings = new RegistryServerSettings { Host = SettingsReader.DefaultHost(environment) };
        SettingsReader.Bind(settings, environment, errors);
        errors.AddRange(Check(settings));
        return (settings, errors);
    }

    private static IEnumerable<string> Check(RegistryServerSettings settings)
    {
        if (SettingsReader.Address(settings.Host) is null)
        {
            yield return $"HOST={settings.Host}: an IP address, localhost or * is needed";
        }

        if (!Directory.Exists(settings.ModelsDirectory))
        {
            yield return $"MODELS_DIR={settings.ModelsDirectory}: there is no such folder";
        }
        else if (new RegisteredModels(settings.ModelsDirectory).All().Count == 0)
        {
            yield return $"MODELS_DIR={settings.ModelsDirectory}: no folder in it holds model.onnx or MLmodel, itself or in numbered folders 1, 2, …";
        }

        if (settings.Artifacts is { } artifacts && !(Uri.TryCreate(artifacts, UriKind.Absolute, out Uri? uri) && uri.Scheme == "s3" && uri.Host.Length > 0))
        {
            yield return $"REGISTRY_ARTIFACTS={artifacts}: s3://bucket or s3://bucket/prefix is needed";
        }
    }
}
