namespace LoadLab.Harness.Profiles;

/// <summary>When a replica counts as ready: its path answers with a status below 400.</summary>
public sealed record ReadyConfig
{
    public string Path { get; init; } = "/readyz";

    public TimeSpan Within { get; init; } = TimeSpan.FromSeconds(60);
}
