namespace LoadLab.Engine.Http.Wire.Http2;

/// <summary>A frame, or of DATA as much of it as has come.</summary>
/// <param name="header">The frame's header.</param>
/// <param name="payload">The whole payload, or the next part of DATA. Valid until the next one is read.</param>
/// <param name="isFirst">True where it begins with the payload's first octet.</param>
/// <param name="isLast">True where it ends with the payload's last.</param>
internal readonly ref struct FramePart(FrameHeader header, ReadOnlySpan<byte> payload, bool isFirst, bool isLast)
{
    public FrameHeader Header { get; } = header;

    public ReadOnlySpan<byte> Payload { get; } = payload;

    public bool IsFirst { get; } = isFirst;

    public bool IsLast { get; } = isLast;
}
