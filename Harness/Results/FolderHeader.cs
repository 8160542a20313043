namespace LoadLab.Harness.Results;

/// <summary>The contents of <c>environment.json</c>, which makes a folder a report folder.</summary>
internal sealed record FolderHeader
{
    /// <summary>The format version of the whole folder.</summary>
    public required int Format { get; init; }

    /// <summary>
    /// The folder that relative paths of the profile start from, relative to the report folder, so that a repository that is
    /// moved or cloned with its reports still resolves them.
    /// </summary>
    public required string ProfileDirectory { get; init; }

    public required EnvironmentInfo Environment { get; init; }
}
