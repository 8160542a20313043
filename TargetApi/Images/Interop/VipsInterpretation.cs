namespace LoadLab.TargetApi.Images.Interop;

/// <summary>What the numbers of an image mean (<c>VipsInterpretation</c>); only those looked for by name.</summary>
internal enum VipsInterpretation
{
    BlackAndWhite = 1,
    Srgb = 22,
}
