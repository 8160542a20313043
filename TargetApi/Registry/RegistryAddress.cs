using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;
using System.Text;
using LoadLab.TargetApi.Settings;

namespace LoadLab.TargetApi.Registry;

/// <summary>Where the model registry is and how to sign in, read as MLflow's own client reads it.</summary>
/// <param name="Base">Without credentials, without a slash at its end.</param>
/// <param name="Authorization">Null where nobody has to sign in.</param>
internal sealed record RegistryAddress(Uri Base, AuthenticationHeaderValue? Authorization)
{
    /// <summary>Credentials in the address go before MLFLOW_TRACKING_USERNAME and _PASSWORD, and those before MLFLOW_TRACKING_TOKEN.</summary>
    public static bool TryParse(TargetSettings settings, [NotNullWhen(true)] out RegistryAddress? address)
    {
        address = null;
        if (!Uri.TryCreate(settings.MlflowTrackingUri, UriKind.Absolute, out Uri? uri) || uri.Scheme is not ("http" or "https"))
        {
            return false;
        }

        string clean = uri.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped).TrimEnd('/');
        address = new RegistryAddress(new Uri(clean), Credentials(uri, settings));
        return true;
    }

    /// <summary>The address of <paramref name="path"/>, which begins with a slash and may have a query.</summary>
    public Uri Of(string path) => new(Base.AbsoluteUri.TrimEnd('/') + path);

    /// <summary>For messages; shows no credentials.</summary>
    public override string ToString() => Base.AbsoluteUri.TrimEnd('/');

    private static AuthenticationHeaderValue? Credentials(Uri uri, TargetSettings settings)
    {
        if (uri.UserInfo.Length > 0)
        {
            return Basic(Uri.UnescapeDataString(uri.UserInfo));
        }

        if (!string.IsNullOrEmpty(settings.MlflowTrackingUsername) && !string.IsNullOrEmpty(settings.MlflowTrackingPassword))
        {
            return Basic($"{settings.MlflowTrackingUsername}:{settings.MlflowTrackingPassword}");
        }

        return string.IsNullOrEmpty(settings.MlflowTrackingToken) ? null : new AuthenticationHeaderValue("Bearer", settings.MlflowTrackingToken);
    }

    private static AuthenticationHeaderValue Basic(string credentials) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)));
}
