namespace LoadLab.TargetApi.Images;

/// <summary>One file in an upload's bytes.</summary>
/// <param name="Field">The form field's name; null for a body that is the file itself.</param>
/// <param name="Start">Where it begins.</param>
/// <param name="Length">Its bytes.</param>
internal readonly record struct UploadedFile(string? Field, int Start, int Length);
