namespace LoadLab.Harness.Deployment.Images;

/// <summary>What is used of the docker command's <c>config.json</c>.</summary>
internal sealed record DockerConfig
{
    /// <summary>By registry.</summary>
    public Dictionary<string, DockerLogin> Auths { get; init; } = [];

    /// <summary>The program that keeps all credentials, without its <c>docker-credential-</c>.</summary>
    public string? CredsStore { get; init; }

    /// <summary>The programs that keep those of single registries.</summary>
    public Dictionary<string, string> CredHelpers { get; init; } = [];
}
