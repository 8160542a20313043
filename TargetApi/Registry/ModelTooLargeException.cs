namespace LoadLab.TargetApi.Registry;

/// <summary>More bytes came than a model may have; <see cref="ModelDownload"/> says so in words.</summary>
internal sealed class ModelTooLargeException : Exception;
