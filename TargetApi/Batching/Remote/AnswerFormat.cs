using System.Buffers.Binary;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using LoadLab.TargetApi.Dependencies;
using LoadLab.TargetApi.Inference;
using LoadLab.TargetApi.Registry;

namespace LoadLab.TargetApi.Batching.Remote;

/// <summary>
/// An answer's bytes, all numbers little endian: "LA", version (1 byte), <see cref="AnswerStatus"/> (1 byte). A failure goes on with its message in UTF-8. A success
/// goes on with the time of its batch's model call in ns (int64), the numbers of labels, scores and embedding values (int32 each), then the labels as int64, the
/// scores and the embeddings as float32.
/// </summary>
internal static class AnswerFormat
{
    public const byte Version = 1;

    private const int HeadBytes = 4 + 8 + (3 * 4);

    public static byte[] Write(PredictionBuffer buffer, long inferTicks)
    {
        ReadOnlySpan<byte> labels = MemoryMarshal.AsBytes(buffer.Labels), scores = MemoryMarshal.AsBytes(buffer.Scores);
        ReadOnlySpan<byte> embeddings = MemoryMarshal.AsBytes(buffer.Embeddings);
        byte[] bytes = Head(AnswerStatus.Ok, HeadBytes + labels.Length + scores.Length + embeddings.Length);
        Span<byte> rest = bytes.AsSpan(4);
        BinaryPrimitives.WriteInt64LittleEndian(rest, Nanoseconds(inferTicks));
        BinaryPrimitives.WriteInt32LittleEndian(rest[8..], buffer.Labels.Length);
        BinaryPrimitives.WriteInt32LittleEndian(rest[12..], buffer.Scores.Length);
        BinaryPrimitives.WriteInt32LittleEndian(rest[16..], buffer.Embeddings.Length);
        labels.CopyTo(rest[20..]);
        scores.CopyTo(rest[(20 + labels.Length)..]);
        embeddings.CopyTo(rest[(20 + labels.Length + scores.Length)..]);
        return bytes;
    }

    public static byte[] Write(AnswerStatus status, string message)
    {
        byte[] text = Encoding.UTF8.GetBytes(message);
        byte[] bytes = Head(status, 4 + text.Length);
        text.CopyTo(bytes, 4);
        return bytes;
    }

    /// <summary>Puts the answers into the buffer that holds their rows.</summary>
    /// <returns>Ticks of the model call that gave them.</returns>
    /// <exception cref="RemoteInferenceException">The worker failed.</exception>
    /// <exception cref="ModelException">The worker serves another model.</exception>
    /// <exception cref="UnavailableException">The worker cannot get its model now.</exception>
    /// <exception cref="JobFormatException">The bytes are no answer to these rows.</exception>
    public static long Read(ReadOnlySpan<byte> bytes, PredictionBuffer buffer)
    {
        if (bytes is not [(byte)'L', (byte)'A', Version, byte status, .. var rest])
        {
            throw new JobFormatException($"what came is no answer of version {Version}");
        }

        return (AnswerStatus)status switch
        {
            AnswerStatus.Ok => ReadAnswers(rest, buffer),
            AnswerStatus.WrongModel => throw new ModelException(Encoding.UTF8.GetString(rest)),
            AnswerStatus.Unavailable => throw new UnavailableException(Encoding.UTF8.GetString(rest)),
            _ => throw new RemoteInferenceException(Encoding.UTF8.GetString(rest)),
        };
    }

    private static long ReadAnswers(ReadOnlySpan<byte> rest, PredictionBuffer buffer)
    {
        if (rest.Length < HeadBytes - 4)
        {
            throw new JobFormatException("the worker's answer is cut off");
        }

        long labels = BinaryPrimitives.ReadInt32LittleEndian(rest[8..]) * (long)sizeof(long);
        long scores = BinaryPrimitives.ReadInt32LittleEndian(rest[12..]) * (long)sizeof(float);
        long embeddings = BinaryPrimitives.ReadInt32LittleEndian(rest[16..]) * (long)sizeof(float);
        ReadOnlySpan<byte> values = rest[20..];
        if (labels < 0 || scores < 0 || embeddings < 0 || labels + scores + embeddings != values.Length)
        {
            throw new JobFormatException("the worker's answer is cut off");
        }

        SetAnswers(values, (int)labels, (int)scores, buffer);
        return Ticks(BinaryPrimitives.ReadInt64LittleEndian(rest));
    }

    private static void SetAnswers(ReadOnlySpan<byte> values, int labels, int scores, PredictionBuffer buffer)
    {
        try
        {
            buffer.SetAnswers(
                MemoryMarshal.Cast<byte, long>(values[..labels]),
                MemoryMarshal.Cast<byte, float>(values.Slice(labels, scores)),
                MemoryMarshal.Cast<byte, float>(values[(labels + scores)..]));
        }
        catch (ArgumentOutOfRangeException)
        {
            throw new JobFormatException("the worker's answer is for other rows");
        }
    }

    private static byte[] Head(AnswerStatus status, int length)
    {
        var bytes = new byte[length];
        (bytes[0], bytes[1], bytes[2], bytes[3]) = ((byte)'L', (byte)'A', Version, (byte)status);
        return bytes;
    }

    private static long Nanoseconds(long ticks) => (long)(ticks * (1e9 / Stopwatch.Frequency));

    private static long Ticks(long nanoseconds) => (long)(nanoseconds * (Stopwatch.Frequency / 1e9));
}
