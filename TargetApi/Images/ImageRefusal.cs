using System.Text.Json;
using LoadLab.TargetApi.Endpoints;
using LoadLab.TargetApi.Features;

namespace LoadLab.TargetApi.Images;

/// <summary>Why an upload is not answered: a status of HTTP, and a sentence or FastAPI's entry for a 422.</summary>
internal sealed record ImageRefusal(int Status, string? Detail, RowError? Error)
{
    private const int PayloadTooLarge = StatusCodes.Status413PayloadTooLarge;

    public static ImageRefusal Plain(int status, string detail) => new(status, detail, null);

    public static ImageRefusal Invalid(string type, IReadOnlyList<object> location, string message, params KeyValuePair<string, object>[] context) =>
        new(StatusCodes.Status422UnprocessableEntity, null, new RowError(type, location, message, null, context.Length > 0 ? context : null));

    /// <summary>Writes the answer's body.</summary>
    public void Write(Utf8JsonWriter json)
    {
        if (Error is not null)
        {
            ErrorAnswers.Write(json, [Error]);
            return;
        }

        json.WriteStartObject();
        json.WriteString("detail", Detail);
        json.WriteEndObject();
    }

    /// <summary>Null for a decoded file.</summary>
    public static ImageRefusal? Of(ImageOutcome outcome, UploadedFile file, int index, int maximumPixels)
    {
        string name = file.Field is null ? "The body" : $"File {index} (field \"{file.Field}\")";
        IReadOnlyList<object> location = file.Field is null ? ["body"] : ["body", file.Field, index];
        return outcome switch
        {
            ImageOutcome.Decoded => null,
            ImageOutcome.UnknownKind => Plain(StatusCodes.Status415UnsupportedMediaType, $"{name} is neither JPEG nor PNG by its first bytes"),
            ImageOutcome.TooManyPixels => Plain(PayloadTooLarge, $"{name} has more than {maximumPixels} pixels; IMAGE_MAX_PIXELS sets the limit"),
            ImageOutcome.Empty => Invalid("value_error", location, "Value error, the image has no bytes"),
            ImageOutcome.TooManyScans => Invalid("value_error", location, "Value error, the JPEG has too many scans"),
            _ => Invalid("value_error", location, "Value error, the image is truncated or damaged"),
        };
    }
}
