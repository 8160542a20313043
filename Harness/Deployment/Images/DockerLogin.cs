namespace LoadLab.Harness.Deployment.Images;

/// <summary>One registry's entry in <c>config.json</c>; empty where another program keeps it.</summary>
internal sealed record DockerLogin
{
    /// <summary><c>user:password</c> in base64.</summary>
    public string? Auth { get; init; }

    public string? Username { get; init; }

    public string? Password { get; init; }

    /// <summary>Stands for both, at registries that have it.</summary>
    public string? IdentityToken { get; init; }
}
