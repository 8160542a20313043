using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace LoadLab.Harness.Agents.Protocol;

/// <summary>JSON of the protocol: one object in UTF-8, bounded in depth and in the length of its lists before anything is built from it.</summary>
internal static class JsonText
{
    // Frames are neither pages nor scripts: base64 and texts stay as they are.
    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a value and returns the number of bytes.</summary>
    public static long Write<T>(T value, JsonTypeInfo<T> type, IBufferWriter<byte> output)
    {
        using var writer = new Utf8JsonWriter(output, WriterOptions);
        JsonSerializer.Serialize(writer, value, type);
        writer.Flush();
        return writer.BytesCommitted;
    }

    /// <summary>Reads one object, and nothing after it.</summary>
    /// <exception cref="ProtocolException">It is not what it should be.</exception>
    public static T Read<T>(ReadOnlySpan<byte> json, JsonTypeInfo<T> type)
    {
        try
        {
            Scan(json);
            return JsonSerializer.Deserialize(json, type) ?? throw ProtocolException.Malformed("the JSON is null");
        }
        // Text that is not UTF-8 and half surrogates are an invalid operation, not a JsonException; an object without its type is not supported.
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or NotSupportedException or FormatException or ArgumentException)
        {
            throw ProtocolException.Malformed($"the JSON is not that of a {type.Type.Name}", exception);
        }
    }

    /// <summary>Nulls inside lists are checked here as well, because nothing that reads the values asks.</summary>
    private static void Scan(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = ProtocolLimits.JsonDepth });
        Span<int> items = stackalloc int[ProtocolLimits.JsonDepth + 1];
        Span<bool> isList = stackalloc bool[ProtocolLimits.JsonDepth + 1];
        var depth = 0;
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.EndArray or JsonTokenType.EndObject)
            {
                depth--;
                continue;
            }

            if (isList[depth])
            {
                CountItem(ref items[depth], reader.TokenType);
            }

            if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
            {
                depth++;
                isList[depth] = reader.TokenType == JsonTokenType.StartArray;
                items[depth] = 0;
            }
            else if (depth == 0)
            {
                throw ProtocolException.Malformed("the JSON is not an object");
            }
        }
    }

    private static void CountItem(ref int items, JsonTokenType token)
    {
        if (token == JsonTokenType.Null)
        {
            throw ProtocolException.Malformed("a list holds null");
        }

        if (++items > ProtocolLimits.ListItems)
        {
            throw ProtocolException.Malformed($"a list has more than {ProtocolLimits.ListItems} items");
        }
    }
}
