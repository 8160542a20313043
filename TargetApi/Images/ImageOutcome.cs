namespace LoadLab.TargetApi.Images;

/// <summary>What became of a file.</summary>
internal enum ImageOutcome
{
    Decoded,

    /// <summary>There are no bytes.</summary>
    Empty,

    /// <summary>Neither JPEG nor PNG.</summary>
    UnknownKind,

    /// <summary>More pixels than allowed, by its own header; nothing was decoded.</summary>
    TooManyPixels,

    /// <summary>A progressive JPEG of more scans than any encoder writes; nothing was decoded.</summary>
    TooManyScans,

    /// <summary>Truncated, or not what its first bytes say.</summary>
    Damaged,
}
