namespace LoadLab.TargetApi.Redis;

/// <summary>What a reply of the Redis protocol (RESP2) is.</summary>
internal enum RespKind
{
    /// <summary>A short text such as OK.</summary>
    Text,

    /// <summary>The server refuses the command; the text says why.</summary>
    Error,

    Number,

    Bytes,

    List,

    /// <summary>A null bulk string or a null array.</summary>
    Nothing,
}
