namespace LoadLab.TargetApi.Images;

/// <summary>What became of a form.</summary>
internal enum MultipartOutcome
{
    Read,

    /// <summary>Not as RFC 2046 says: no boundary at the start, a part without an end.</summary>
    Malformed,

    /// <summary>More parts than allowed.</summary>
    TooManyParts,
}
