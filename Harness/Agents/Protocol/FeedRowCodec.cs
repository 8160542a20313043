using System.Buffers;
using System.Text;
using LoadLab.Harness.Agents.Protocol.Binary;
using LoadLab.Harness.Agents.Protocol.Messages;

namespace LoadLab.Harness.Agents.Protocol;

/// <summary>A feed's rows as bytes: of each row its path (UTF-8), then its body; of each, 0 for null or length and one as a varint, then the bytes.</summary>
internal static class FeedRowCodec
{
    /// <summary>What a chunk has besides its piece of the feed: kind, run, request and the piece's length.</summary>
    private const int ChunkOverheadBytes = 1 + 16 + 5 + 5;

    /// <summary>Bytes of UTF-8 for one UTF-16 unit at most.</summary>
    private const int LongestCharacter = 3;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="ProtocolException">The path has half a surrogate pair, or more characters than it may have.</exception>
    public static void Write(FeedRow row, IBufferWriter<byte> output)
    {
        var writer = new FrameWriter(output);
        writer.NullableBytes(PathBytes(row.Path));
        writer.NullableBytes(row.Body);
    }

    /// <summary>Cuts a request's rows into chunks that may be sent.</summary>
    public static IEnumerable<FeedChunk> Chunks(Guid run, int request, ReadOnlyMemory<byte> rows)
    {
        const int pieceBytes = ProtocolLimits.FeedChunkBytes - ChunkOverheadBytes;
        for (; rows.Length > 0; rows = rows[Math.Min(pieceBytes, rows.Length)..])
        {
            yield return new FeedChunk(run, request, rows[..Math.Min(pieceBytes, rows.Length)]);
        }
    }

    /// <summary>Reads all rows of a request. Their bodies are parts of <paramref name="bytes"/>, not copies.</summary>
    /// <param name="bytes">The pieces of all chunks of the request.</param>
    /// <param name="rows">As many as the load says.</param>
    /// <exception cref="ProtocolException">They are not so many rows, to the last byte.</exception>
    public static IReadOnlyList<FeedRow> Read(ReadOnlyMemory<byte> bytes, int rows)
    {
        // A row has at least two bytes: more cannot be there, whatever the load says.
        if (rows is < 0 or > ProtocolLimits.FeedRows || rows > bytes.Length / 2)
        {
            throw ProtocolException.Malformed("a feed has fewer rows than its load says");
        }

        var read = new FeedRow[rows];
        var reader = new FrameReader(bytes.Span);
        for (var row = 0; row < rows; row++)
        {
            var path = Path(reader.NullableRange(), bytes.Span);
            read[row] = new FeedRow(path, reader.NullableRange() is { } body ? bytes[body] : default(ReadOnlyMemory<byte>?));
        }

        reader.End();
        return read;
    }

    private static ReadOnlyMemory<byte>? PathBytes(string? path)
    {
        try
        {
            return path is null ? default(ReadOnlyMemory<byte>?) : StrictUtf8.GetBytes(Checked(path));
        }
        catch (EncoderFallbackException exception)
        {
            throw ProtocolException.Malformed("the path of a feed's row is not a text", exception);
        }
    }

    private static string? Path(Range? range, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return range is { } path ? Checked(StrictUtf8.GetString(Checked(bytes[path]))) : null;
        }
        catch (DecoderFallbackException exception)
        {
            throw ProtocolException.Malformed("the path of a feed's row is not UTF-8", exception);
        }
    }

    private static ReadOnlySpan<byte> Checked(ReadOnlySpan<byte> path) => path.Length <= ProtocolLimits.ValueCharacters * LongestCharacter
        ? path
        : throw ProtocolException.Malformed("the path of a feed's row is too long");

    private static string Checked(string path) => path.Length <= ProtocolLimits.ValueCharacters
        ? path
        : throw ProtocolException.Malformed("the path of a feed's row is too long");
}
