namespace LoadLab.Engine.Http.Wire.Http2.Hpack;

/// <summary>What became of a field block.</summary>
internal enum HpackStatus
{
    /// <summary>Decoded to its end.</summary>
    Complete,

    /// <summary>The bytes are not HPACK; the decoder's state is lost with them.</summary>
    Malformed,

    /// <summary>More bytes of fields than are accepted.</summary>
    TooLarge,

    /// <summary>The sink did not accept a field.</summary>
    Refused,
}
