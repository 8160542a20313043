using LoadLab.TargetApi.Registry;

namespace LoadLab.TargetApi.Settings;

/// <summary>What the settings of the model registry need of each other.</summary>
internal static class RegistrySettings
{
    public static IEnumerable<string> Check(TargetSettings settings)
    {
        bool fetches = settings.ModelSource != ModelSourceKind.Memory;
        if (fetches && settings.MlflowTrackingUri is null)
        {
            yield return $"MODEL_SOURCE={ChoiceText.Of(settings.ModelSource)}: MLFLOW_TRACKING_URI must say where the registry is, such as http://localhost:5000";
        }

        if (settings.RedundantRegistryCalls > 0 && settings.MlflowTrackingUri is null)
        {
            yield return $"REDUNDANT_REGISTRY_CALLS={settings.RedundantRegistryCalls}: MLFLOW_TRACKING_URI must say where the registry is, such as http://localhost:5000";
        }

        // The value is not repeated: it may hold a password.
        if (settings.MlflowTrackingUri is not null && !RegistryAddress.TryParse(settings, out _))
        {
            yield return "MLFLOW_TRACKING_URI: an http or https address is needed, such as http://localhost:5000";
        }

        if (fetches && ModelReference.Parse(settings.Model) is null)
        {
            yield return $"MODEL={settings.Model}: names no registered model: give {ModelReference.Forms}";
        }

        if (settings.RegistryTimeout <= TimeSpan.Zero)
        {
            yield return "REGISTRY_TIMEOUT=0: a time above zero is needed";
        }

        if (settings.S3Endpoint is { } endpoint && !(Uri.TryCreate(endpoint, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https"))
        {
            yield return $"MLFLOW_S3_ENDPOINT_URL={endpoint}: an http or https address is needed (AWS_ENDPOINT_URL_S3 and AWS_ENDPOINT_URL count too)";
        }
    }
}
