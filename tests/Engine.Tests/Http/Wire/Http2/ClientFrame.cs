using System.Buffers.Binary;
using LoadLab.Engine.Http.Wire.Http2;

namespace LoadLab.Engine.Tests.Http.Wire.Http2;

/// <summary>A frame that a session wrote.</summary>
internal sealed record ClientFrame(FrameType Type, FrameFlags Flags, int StreamId, byte[] Payload)
{
    /// <summary>The error code of RST_STREAM and GOAWAY.</summary>
    public Http2ErrorCode Code => (Http2ErrorCode)BinaryPrimitives.ReadUInt32BigEndian(Payload.AsSpan(Payload.Length - 4));

    public bool Has(FrameFlags flag) => (Flags & flag) != 0;
}
