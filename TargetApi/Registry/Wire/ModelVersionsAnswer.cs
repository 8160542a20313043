namespace LoadLab.TargetApi.Registry.Wire;

/// <summary>Answer of <c>registered-models/get-latest-versions</c> and <c>model-versions/search</c>.</summary>
internal sealed record ModelVersionsAnswer(IReadOnlyList<ModelVersionInfo>? ModelVersions)
{
    public string? NextPageToken { get; init; }
}
