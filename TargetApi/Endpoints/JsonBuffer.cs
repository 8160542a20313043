using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace LoadLab.TargetApi.Endpoints;

/// <summary>
/// A JSON answer in the making. It is finished before anything is sent, so that its length is known (no chunked encoding) and a failure half-way
/// can still become an error answer.
/// </summary>
internal sealed class JsonBuffer : IDisposable
{
    private const string JsonType = "application/json";

    private readonly ArrayBufferWriter<byte> _bytes = new(1024);

    public JsonBuffer() =>
        Writer = new Utf8JsonWriter(_bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });

    public Utf8JsonWriter Writer { get; }

    public int Capacity => _bytes.Capacity;

    /// <summary>What has been written so far.</summary>
    public ReadOnlySpan<byte> Written
    {
        get
        {
            Writer.Flush();
            return _bytes.WrittenSpan;
        }
    }

    public void Send(HttpContext context, int status) => Send(context, status, Written);

    public static void Send(HttpContext context, int status, ReadOnlySpan<byte> json)
    {
        HttpResponse response = context.Response;
        response.StatusCode = status;
        response.ContentType = JsonType;
        response.ContentLength = json.Length;
        response.BodyWriter.Write(json);
    }

    public void Clear()
    {
        _bytes.ResetWrittenCount();
        Writer.Reset();
    }

    public void Dispose() => Writer.Dispose();
}
