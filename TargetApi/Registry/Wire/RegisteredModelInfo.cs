namespace LoadLab.TargetApi.Registry.Wire;

/// <summary>MLflow's <c>RegisteredModel</c>; times are milliseconds since 1970.</summary>
internal sealed record RegisteredModelInfo
{
    public string? Name { get; init; }

    public long? CreationTimestamp { get; init; }

    public long? LastUpdatedTimestamp { get; init; }

    public string? Description { get; init; }

    public IReadOnlyList<ModelVersionInfo>? LatestVersions { get; init; }

    public IReadOnlyList<RegisteredModelAlias>? Aliases { get; init; }
}
