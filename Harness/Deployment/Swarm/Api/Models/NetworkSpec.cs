namespace LoadLab.Harness.Deployment.Swarm.Api.Models;

/// <summary>A network to be made.</summary>
internal sealed record NetworkSpec
{
    public required string Name { get; init; }

    public string Driver { get; init; } = "overlay";

    /// <summary>Containers outside any service may join it.</summary>
    public bool Attachable { get; init; } = true;

    /// <summary>A second one of that name is refused.</summary>
    public bool CheckDuplicate { get; init; } = true;

    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();
}
