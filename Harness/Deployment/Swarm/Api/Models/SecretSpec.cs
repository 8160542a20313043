namespace LoadLab.Harness.Deployment.Swarm.Api.Models;

/// <summary>A secret to be made.</summary>
internal sealed record SecretSpec
{
    public required string Name { get; init; }

    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>What it holds; base64 in JSON, which is what the API wants.</summary>
    public required byte[] Data { get; init; }
}
