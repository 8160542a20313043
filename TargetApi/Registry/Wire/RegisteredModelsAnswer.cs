namespace LoadLab.TargetApi.Registry.Wire;

/// <summary>Answer of <c>registered-models/search</c>.</summary>
internal sealed record RegisteredModelsAnswer(IReadOnlyList<RegisteredModelInfo> RegisteredModels)
{
    public string? NextPageToken { get; init; }
}
