using System.Buffers;
using System.Text;
using LoadLab.Harness.Agents.Protocol;
using LoadLab.Harness.Agents.Protocol.Messages;

namespace LoadLab.Harness.Tests.Agents.Protocol;

/// <summary>A frame as it crosses the wire.</summary>
internal sealed record Frame(bool IsText, byte[] Bytes)
{
    public static Frame Of(Message message)
    {
        var buffer = new ArrayBufferWriter<byte>();
        return new Frame(MessageCodec.Write(message, buffer), buffer.WrittenSpan.ToArray());
    }

    public static Frame OfText(string text) => new(true, Encoding.UTF8.GetBytes(text));

    public Message Read() => MessageCodec.Read(IsText, Bytes);

    public string Text => Encoding.UTF8.GetString(Bytes);
}
