namespace LoadLab.TargetApi.Images;

/// <summary>What a file is by its first bytes.</summary>
internal enum ImageKind
{
    Unknown,
    Jpeg,
    Png,
}
