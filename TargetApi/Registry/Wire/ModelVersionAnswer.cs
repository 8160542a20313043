namespace LoadLab.TargetApi.Registry.Wire;

/// <summary>Answer of <c>registered-models/alias</c> and <c>model-versions/get</c>.</summary>
internal sealed record ModelVersionAnswer(ModelVersionInfo? ModelVersion);
