namespace LoadLab.Engine.Http.Wire.Http2;

/// <summary>Frame flags of RFC 9113 section 6; some share a bit, as they belong to different frames.</summary>
[Flags]
internal enum FrameFlags : byte
{
    None = 0,

    /// <summary>DATA and HEADERS: the sender's last frame of the stream.</summary>
    EndStream = 0x1,

    /// <summary>SETTINGS and PING: an answer.</summary>
    Ack = EndStream,

    /// <summary>HEADERS and CONTINUATION: the field block ends here.</summary>
    EndHeaders = 0x4,

    /// <summary>DATA and HEADERS: begins with a length of padding.</summary>
    Padded = 0x8,

    /// <summary>HEADERS: holds the five octets of priority that nobody uses any more.</summary>
    Priority = 0x20,
}
