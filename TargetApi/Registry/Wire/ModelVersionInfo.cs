namespace LoadLab.TargetApi.Registry.Wire;

/// <summary>MLflow's <c>ModelVersion</c>; times are milliseconds since 1970.</summary>
internal sealed record ModelVersionInfo
{
    public string? Name { get; init; }

    /// <summary>A whole number as text.</summary>
    public string? Version { get; init; }

    public long? CreationTimestamp { get; init; }

    public long? LastUpdatedTimestamp { get; init; }

    public string? CurrentStage { get; init; }

    public string? Description { get; init; }

    public string? Source { get; init; }

    public string? RunId { get; init; }

    public string? Status { get; init; }

    public string? RunLink { get; init; }

    public IReadOnlyList<string>? Aliases { get; init; }
}
