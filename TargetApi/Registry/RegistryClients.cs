using LoadLab.TargetApi.Settings;

namespace LoadLab.TargetApi.Registry;

/// <summary>Makes a client from settings that were checked.</summary>
internal static class RegistryClients
{
    public static RegistryClient Create(TargetSettings settings) =>
        RegistryAddress.TryParse(settings, out RegistryAddress? address)
            ? new RegistryClient(address, settings.RegistryTimeout)
            : throw new ArgumentException("MLFLOW_TRACKING_URI is not an http or https address", nameof(settings));
}
