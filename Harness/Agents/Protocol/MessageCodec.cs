using System.Buffers;
using LoadLab.Harness.Agents.Protocol.Binary;
using LoadLab.Harness.Agents.Protocol.Messages;
using LoadLab.Harness.Agents.Protocol.Rules;

namespace LoadLab.Harness.Agents.Protocol;

/// <summary>Messages to frames and back. Both ways hold every message to the same rules, so that neither side sends what the other refuses.</summary>
internal static class MessageCodec
{
    /// <summary>Writes a message as the bytes of one frame.</summary>
    /// <returns>True for a text frame, false for a binary one.</returns>
    /// <exception cref="ProtocolException">The message breaks a rule. Part of it may have been written.</exception>
    public static bool Write(Message message, IBufferWriter<byte> output)
    {
        MessageRules.Check(message);
        var kind = MessageKinds.Of(message);
        var isText = MessageKinds.IsText(kind);
        CheckLength(kind, isText ? JsonText.Write(message, MessageJson.Default.Message, output) : WriteBinary(message, kind, output));
        return isText;
    }

    /// <summary>Reads the bytes of one frame. The message keeps none of them.</summary>
    /// <exception cref="ProtocolException">They are no message, whatever they are; no other exception comes from here.</exception>
    public static Message Read(bool isText, ReadOnlySpan<byte> frame)
    {
        var message = isText ? JsonText.Read(frame, MessageJson.Default.Message) : ReadBinary(frame);
        CheckLength(MessageKinds.Of(message), frame.Length);
        MessageRules.Check(message);
        return message;
    }

    private static int WriteBinary(Message message, MessageKind kind, IBufferWriter<byte> output)
    {
        var writer = new FrameWriter(output);
        writer.Byte((byte)kind);
        switch (message)
        {
            case FeedChunk chunk:
                FeedChunkFrame.Write(chunk, ref writer);
                break;
            case Interval interval:
                IntervalFrame.Write(interval, ref writer);
                break;
            case Result result:
                ResultFrame.Write(result, ref writer);
                break;
        }

        return writer.Length;
    }

    private static Message ReadBinary(ReadOnlySpan<byte> frame)
    {
        var reader = new FrameReader(frame);
        var message = (MessageKind)reader.Byte() switch
        {
            MessageKind.FeedChunk => (Message)FeedChunkFrame.Read(ref reader),
            MessageKind.Interval => IntervalFrame.Read(ref reader),
            MessageKind.Result => ResultFrame.Read(ref reader),
            _ => throw ProtocolException.Malformed("a binary frame is of no kind there is"),
        };
        reader.End();
        return message;
    }

    private static void CheckLength(MessageKind kind, long bytes)
    {
        if (bytes > MessageKinds.MaxBytes(kind))
        {
            throw new ProtocolException(RefusalCode.TooLarge, $"a message of kind {kind} has {bytes} bytes; it may have {MessageKinds.MaxBytes(kind)}");
        }
    }
}
