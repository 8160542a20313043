using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using LoadLab.TargetApi.Features;
using LoadLab.TargetApi.Inference;

namespace LoadLab.TargetApi.Batching.Remote;

/// <summary>
/// A job's bytes, all numbers little endian: "LJ", version (1 byte), length of the model's name (1 byte) and the name in UTF-8, rows (int32), numbers in a
/// row (int32), then the rows as float32, normalised where the model expects it.
/// </summary>
internal static class JobFormat
{
    public const byte Version = 1;

    private const int NameLimit = 255;

    /// <summary>Numbers in a job at most (32 MiB): far beyond what a request's body may hold by default, and within what a reply may be.</summary>
    private const int NumberLimit = 8 << 20;

    /// <exception cref="BadHttpRequestException">The request is too large to travel.</exception>
    public static byte[] Write(string model, FeatureRows rows)
    {
        ReadOnlySpan<float> numbers = rows.Values.AsSpan(0, rows.Count * rows.Width);
        if (numbers.Length > NumberLimit)
        {
            throw new BadHttpRequestException("too many rows to travel by Redis", StatusCodes.Status413PayloadTooLarge);
        }

        byte[] name = Name(model);
        var bytes = new byte[4 + name.Length + 8 + (numbers.Length * sizeof(float))];
        (bytes[0], bytes[1], bytes[2], bytes[3]) = ((byte)'L', (byte)'J', Version, (byte)name.Length);
        name.CopyTo(bytes, 4);
        Span<byte> rest = bytes.AsSpan(4 + name.Length);
        BinaryPrimitives.WriteInt32LittleEndian(rest, rows.Count);
        BinaryPrimitives.WriteInt32LittleEndian(rest[4..], rows.Width);
        MemoryMarshal.AsBytes(numbers).CopyTo(rest[8..]);
        return bytes;
    }

    /// <summary>Adds a job's rows to <paramref name="rows"/>.</summary>
    /// <returns>False where the job is for another model than <paramref name="predictor"/>.</returns>
    /// <exception cref="JobFormatException">The bytes are no job.</exception>
    public static bool Read(ReadOnlySpan<byte> bytes, Predictor predictor, FeatureRows rows)
    {
        if (bytes is not [(byte)'L', (byte)'J', Version, byte length, .. var rest] || rest.Length < length + 8)
        {
            throw new JobFormatException($"it is no job of version {Version}");
        }

        ReadOnlySpan<byte> name = rest[..length];
        int count = BinaryPrimitives.ReadInt32LittleEndian(rest[length..]);
        int width = BinaryPrimitives.ReadInt32LittleEndian(rest[(length + 4)..]);
        ReadOnlySpan<byte> numbers = rest[(length + 8)..];
        if (count <= 0 || width <= 0 || (long)count * width * sizeof(float) != numbers.Length)
        {
            throw new JobFormatException($"{numbers.Length} bytes are not {count} rows of {width} numbers");
        }

        if (width != rows.Width || !name.SequenceEqual(Name(predictor.Name)))
        {
            return false;
        }

        AddRows(MemoryMarshal.Cast<byte, float>(numbers), rows);
        return true;
    }

    private static void AddRows(ReadOnlySpan<float> numbers, FeatureRows rows)
    {
        for (int i = 0; i < numbers.Length; i += rows.Width)
        {
            numbers.Slice(i, rows.Width).CopyTo(rows.Add());
        }
    }

    private static byte[] Name(string model)
    {
        byte[] name = Encoding.UTF8.GetBytes(model);
        return name.Length <= NameLimit ? name : name[..NameLimit];
    }
}
