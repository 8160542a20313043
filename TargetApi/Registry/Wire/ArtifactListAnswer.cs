namespace LoadLab.TargetApi.Registry.Wire;

/// <summary>Answer of <c>mlflow-artifacts/artifacts?path=…</c>; no member at all where the folder is empty or absent.</summary>
internal sealed record ArtifactListAnswer(IReadOnlyList<ArtifactInfo>? Files);
