namespace LoadLab.Engine.Http.Wire;

/// <summary>Where a response stands after some of its bytes.</summary>
internal enum ParseStatus
{
    /// <summary>More bytes must come.</summary>
    Incomplete,

    /// <summary>The response is complete.</summary>
    Complete,

    /// <summary>These bytes are not an HTTP/1 response.</summary>
    Malformed,
}
