using System.Text.Json;
using LoadLab.TargetApi.Features;
using LoadLab.TargetApi.RequestLogs;

namespace LoadLab.TargetApi.Endpoints;

/// <summary>Error answers in FastAPI's shapes. All cold: they may allocate.</summary>
internal static class ErrorAnswers
{
    /// <summary><c>{"detail": "…"}</c></summary>
    public static Task Detail(HttpContext context, int status, string detail)
    {
        using var buffer = new JsonBuffer();
        buffer.Writer.WriteStartObject();
        buffer.Writer.WriteString("detail", detail);
        buffer.Writer.WriteEndObject();
        RequestEntry.NoteError(context, buffer.Written);
        buffer.Send(context, status);
        return Task.CompletedTask;
    }

    /// <summary>503: not now, maybe in a second.</summary>
    public static Task Unavailable(HttpContext context, string detail)
    {
        context.Response.Headers.RetryAfter = "1";
        return Detail(context, StatusCodes.Status503ServiceUnavailable, detail);
    }

    /// <summary>413, the last answer on its connection: what was not read stands between it and the next request.</summary>
    public static Task TooLarge(HttpContext context, int limitBytes, string setting)
    {
        context.Response.Headers.Connection = "close";
        return Detail(context, StatusCodes.Status413PayloadTooLarge, $"Request body larger than {limitBytes} bytes; {setting} sets the limit");
    }

    /// <summary>The body of a 422: one entry per error.</summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<RowError> errors)
    {
        json.WriteStartObject();
        json.WriteStartArray("detail");
        foreach (RowError error in errors)
        {
            Write(json, error);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, RowError error)
    {
        json.WriteStartObject();
        json.WriteString("type", error.Type);
        json.WriteStartArray("loc");
        foreach (object part in error.Location)
        {
            WriteValue(json, part);
        }

        json.WriteEndArray();
        json.WriteString("msg", error.Message);
        json.WritePropertyName("input");
        if (error.Input is { } input)
        {
            input.WriteTo(json);
        }
        else
        {
            json.WriteNullValue();
        }

        WriteContext(json, error);
        json.WriteEndObject();
    }

    private static void WriteContext(Utf8JsonWriter json, RowError error)
    {
        if (error.Context is null)
        {
            return;
        }

        json.WriteStartObject("ctx");
        foreach ((string name, object value) in error.Context)
        {
            json.WritePropertyName(name);
            WriteValue(json, value);
        }

        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, object value)
    {
        if (value is string text)
        {
            json.WriteStringValue(text);
        }
        else
        {
            json.WriteNumberValue(Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture));
        }
    }
}
