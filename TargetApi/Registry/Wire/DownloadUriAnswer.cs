namespace LoadLab.TargetApi.Registry.Wire;

/// <summary>Answer of <c>model-versions/get-download-uri</c>.</summary>
internal sealed record DownloadUriAnswer(string? ArtifactUri);
