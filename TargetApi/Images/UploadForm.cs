using System.Net.Http.Headers;

namespace LoadLab.TargetApi.Images;

/// <summary>How a request's Content-Type says that its body holds files: one, or a form of several.</summary>
/// <param name="Boundary">The form's boundary; null where the body is the file.</param>
internal sealed record UploadForm(string? Boundary)
{
    /// <summary>RFC 2046, section 5.1.1.</summary>
    private const int MaximumBoundary = 70;

    /// <summary>Fields beside the files.</summary>
    private const int MaximumFields = 64;

    private const string Form = "multipart/form-data";

    /// <summary>Reads a Content-Type; none at all counts as bytes.</summary>
    public static (UploadForm? Form, ImageRefusal? Refusal) Of(string? contentType)
    {
        if (string.IsNullOrEmpty(contentType))
        {
            return (new UploadForm((string?)null), null);
        }

        if (!MediaTypeHeaderValue.TryParse(contentType, out MediaTypeHeaderValue? type) || !IsTaken(type.MediaType!))
        {
            return (null, ImageRefusal.Plain(
                StatusCodes.Status415UnsupportedMediaType,
                "Unsupported Content-Type: send the file as image/jpeg, image/png or application/octet-stream, or one or several as multipart/form-data"));
        }

        if (!IsForm(type.MediaType!))
        {
            return (new UploadForm((string?)null), null);
        }

        string boundary = type.Parameters.FirstOrDefault(p => p.Name.Equals("boundary", StringComparison.OrdinalIgnoreCase))?.Value?.Trim('"') ?? "";
        return boundary.Length is > 0 and <= MaximumBoundary
            ? (new UploadForm(boundary), null)
            : (null, ImageRefusal.Plain(StatusCodes.Status400BadRequest, $"There was an error parsing the body: a boundary of 1 to {MaximumBoundary} characters is needed"));
    }

    /// <summary>Finds the files in a body that has arrived.</summary>
    public ImageRefusal? Find(ReadOnlySpan<byte> body, int maximumFiles, List<UploadedFile> files)
    {
        if (Boundary is null)
        {
            files.Add(new UploadedFile(null, 0, body.Length));
            return null;
        }

        MultipartOutcome outcome = MultipartReader.Read(body, Boundary, maximumFiles + MaximumFields, files);
        if (outcome == MultipartOutcome.Malformed)
        {
            return ImageRefusal.Plain(StatusCodes.Status400BadRequest, "There was an error parsing the body: it is no complete multipart/form-data");
        }

        if (outcome == MultipartOutcome.TooManyParts || files.Count > maximumFiles)
        {
            string message = $"List should have at most {maximumFiles} items after validation; IMAGE_MAX_FILES sets the limit";
            return ImageRefusal.Invalid("too_long", ["body"], message, KeyValuePair.Create<string, object>("max_length", maximumFiles));
        }

        return files.Count > 0 ? null : ImageRefusal.Invalid("missing", ["body", "file"], "Field required");
    }

    private static bool IsTaken(string type) =>
        IsForm(type) || type.Equals("application/octet-stream", StringComparison.OrdinalIgnoreCase) || type.StartsWith("image/", StringComparison.OrdinalIgnoreCase);

    private static bool IsForm(string type) => type.Equals(Form, StringComparison.OrdinalIgnoreCase);
}
