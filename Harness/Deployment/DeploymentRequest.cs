using LoadLab.Harness.Profiles;

namespace LoadLab.Harness.Deployment;

/// <summary>What to deploy, and where its traces go.</summary>
internal sealed record DeploymentRequest
{
    public required Configuration Configuration { get; init; }

    /// <summary>Absolute folder that relative paths of the profile are taken from.</summary>
    public required string ProfileFolder { get; init; }

    /// <summary>Existing folder for the replicas' logs.</summary>
    public required string LogFolder { get; init; }

    /// <summary>Existing folder for the record of running processes, by which a later start finds leftovers.</summary>
    public required string StateFolder { get; init; }
}
