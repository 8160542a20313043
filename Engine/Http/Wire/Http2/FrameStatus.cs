namespace LoadLab.Engine.Http.Wire.Http2;

/// <summary>What a <see cref="FrameReader"/> found.</summary>
internal enum FrameStatus
{
    /// <summary>All bytes are taken, and no frame is whole.</summary>
    Incomplete,

    /// <summary>A frame, or a part of DATA.</summary>
    Read,

    /// <summary>A frame longer than is accepted; nothing can be read after it.</summary>
    TooLong,
}
