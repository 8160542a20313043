namespace LoadLab.TargetApi.Registry.Wire;

/// <summary>Answer of <c>registered-models/get</c>.</summary>
internal sealed record RegisteredModelAnswer(RegisteredModelInfo RegisteredModel);
