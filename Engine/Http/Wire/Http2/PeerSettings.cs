using System.Buffers.Binary;

namespace LoadLab.Engine.Http.Wire.Http2;

/// <summary>What the server has said in SETTINGS, as far as a client without push or dynamic table needs it (RFC 9113 section 6.5).</summary>
internal struct PeerSettings
{
    private const int EntrySize = 6;
    private const uint LongestFrameSize = (1 << 24) - 1;

    public PeerSettings()
    {
    }

    /// <summary>Streams that may be open at once; unlimited until something else is said.</summary>
    public uint MaxConcurrentStreams { get; private set; } = uint.MaxValue;

    /// <summary>The window of a new stream.</summary>
    public int InitialWindowSize { get; private set; } = FlowWindow.DefaultSize;

    /// <summary>The longest payload that the server accepts.</summary>
    public int MaxFrameSize { get; private set; } = FrameReader.MaxFrameSize;

    /// <summary>Takes a SETTINGS payload, in its order; returns what is wrong with it, or null.</summary>
    public Http2Violation? Apply(ReadOnlySpan<byte> payload)
    {
        if (payload.Length % EntrySize != 0)
        {
            return new Http2Violation(Http2ErrorCode.FrameSizeError, "the length of its SETTINGS is not a multiple of six");
        }

        Http2Violation? violation = null;
        for (; !payload.IsEmpty && violation is null; payload = payload[EntrySize..])
        {
            var id = (SettingId)BinaryPrimitives.ReadUInt16BigEndian(payload);
            violation = Apply(id, BinaryPrimitives.ReadUInt32BigEndian(payload[2..]));
        }

        return violation;
    }

    private Http2Violation? Apply(SettingId id, uint value)
    {
        switch (id)
        {
            case SettingId.EnablePush when value != 0:
                return new Http2Violation(Http2ErrorCode.ProtocolError, "it set SETTINGS_ENABLE_PUSH, which no server may");
            case SettingId.MaxConcurrentStreams:
                MaxConcurrentStreams = value;
                return null;
            case SettingId.InitialWindowSize when value > FlowWindow.MaxSize:
                return new Http2Violation(Http2ErrorCode.FlowControlError, "its SETTINGS_INITIAL_WINDOW_SIZE is above 2^31 - 1");
            case SettingId.InitialWindowSize:
                InitialWindowSize = (int)value;
                return null;
            case SettingId.MaxFrameSize when value is < FrameReader.MaxFrameSize or > LongestFrameSize:
                return new Http2Violation(Http2ErrorCode.ProtocolError, "its SETTINGS_MAX_FRAME_SIZE is not between 2^14 and 2^24 - 1");
            case SettingId.MaxFrameSize:
                MaxFrameSize = (int)value;
                return null;
            default:
                return null;
        }
    }
}
