using Amazon.Runtime;
using Amazon.S3;
using LoadLab.TargetApi.Settings;

namespace LoadLab.TargetApi.Registry;

/// <summary>From the address that a registry gives to what can read from it.</summary>
internal sealed class ArtifactStores(RegistryClient client, TargetSettings settings) : IDisposable
{
    // Made for the first s3: address only: it looks for credentials in many places.
    private readonly Lazy<AmazonS3Client> _s3 = new(() => CreateS3(settings));

    /// <exception cref="ModelException">Artifacts cannot be read from such an address.</exception>
    public IArtifactStore Open(string address)
    {
        if (Uri.TryCreate(address, UriKind.Absolute, out Uri? uri))
        {
            if (uri.Scheme == "s3" && uri.Host.Length > 0)
            {
                return new S3Artifacts(_s3.Value, settings.RegistryTimeout, uri);
            }

            if (ProxiedArtifacts.TryCreate(client, uri) is { } proxied)
            {
                return proxied;
            }
        }

        throw new ModelException(
            $"the model registry at {client.Address} keeps the model at {address}, where it cannot be fetched from: needed is an mlflow-artifacts: or s3: address "
            + "(start the MLflow server with --serve-artifacts, or with an s3: artifact root)");
    }

    public void Dispose()
    {
        if (_s3.IsValueCreated)
        {
            _s3.Value.Dispose();
        }
    }

    private static AmazonS3Client CreateS3(TargetSettings settings)
    {
        var config = new AmazonS3Config
        {
            // Trying again is for whoever asks: a hidden second try would double what is measured.
            MaxErrorRetry = 0,
            Timeout = settings.RegistryTimeout,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        string region = settings.AwsRegion ?? settings.AwsDefaultRegion ?? "us-east-1";
        if (settings.S3Endpoint is { } endpoint)
        {
            config.ServiceURL = endpoint;
            config.AuthenticationRegion = region;

            // Other stores than Amazon's rarely have a host name for each bucket.
            config.ForcePathStyle = true;
        }
        else
        {
            config.RegionEndpoint = Amazon.RegionEndpoint.GetBySystemName(region);
        }

        return new AmazonS3Client(config);
    }
}
