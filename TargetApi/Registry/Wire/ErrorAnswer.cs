namespace LoadLab.TargetApi.Registry.Wire;

/// <summary>Body of every error, such as <c>RESOURCE_DOES_NOT_EXIST</c> with status 404.</summary>
internal sealed record ErrorAnswer(string? ErrorCode, string? Message);
