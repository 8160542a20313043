namespace LoadLab.TargetApi.Images;

/// <summary>What became of bytes that arrived.</summary>
internal enum UploadOutcome
{
    Taken,

    /// <summary>The upload is larger than one may be.</summary>
    TooLarge,

    /// <summary>All uploads together hold as much memory as they may.</summary>
    NoRoom,
}
