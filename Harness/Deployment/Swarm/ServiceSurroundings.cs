using LoadLab.Harness.Profiles;

namespace LoadLab.Harness.Deployment.Swarm;

/// <summary>What a service refers to, found before it is made.</summary>
internal sealed record ServiceSurroundings
{
    /// <summary>The image's id where every node that may get a replica has it, else its name.</summary>
    public required string Image { get; init; }

    /// <summary>Never <see cref="PublishKind.Auto"/>.</summary>
    public required PublishKind Publish { get; init; }

    /// <summary>Ids of the networks to join, that of the run first.</summary>
    public required IReadOnlyList<string> Networks { get; init; }

    /// <summary>Ids by name.</summary>
    public IReadOnlyDictionary<string, string> Secrets { get; init; } = new Dictionary<string, string>();

    /// <summary>Ids by name.</summary>
    public IReadOnlyDictionary<string, string> Configs { get; init; } = new Dictionary<string, string>();
}
