using System.Net.Http.Headers;
using System.Text;

namespace LoadLab.TargetApi.Images;

/// <summary>
/// The files of a multipart/form-data body (RFC 7578) that has arrived in full; nothing is copied. A part is a file where it has a file name or says that it
/// is an image; other fields are passed over.
/// </summary>
internal static class MultipartReader
{
    private const int MaximumHeaderBytes = 8 * 1024;
    private const int MaximumFieldName = 100;

    /// <param name="body">The body.</param>
    /// <param name="boundary">From the Content-Type header, without quotes.</param>
    /// <param name="maximumParts">Files and fields at most.</param>
    /// <param name="files">Takes the files, in order.</param>
    public static MultipartOutcome Read(ReadOnlySpan<byte> body, string boundary, int maximumParts, List<UploadedFile> files)
    {
        byte[] delimiter = Encoding.Latin1.GetBytes("\r\n--" + boundary);
        int at = FirstPart(body, delimiter);
        for (int parts = 0; at >= 0; parts++)
        {
            // 1. After a boundary: two hyphens end the form, a line break begins a part.
            if (body[at..].StartsWith("--"u8))
            {
                return MultipartOutcome.Read;
            }

            at = AfterLineBreak(body, at);
            if (at < 0)
            {
                break;
            }

            if (parts == maximumParts)
            {
                return MultipartOutcome.TooManyParts;
            }

            // 2. Headers up to an empty line, then content up to the next boundary, whose line break belongs to it.
            ReadOnlySpan<byte> part = body[at..];
            int length = part.IndexOf(delimiter);
            int headers = length < 0 ? -1 : HeaderLength(part[..length]);
            if (headers < 0)
            {
                break;
            }

            if (FieldOf(part[..headers]) is { } field)
            {
                files.Add(new UploadedFile(field, at + headers, length - headers));
            }

            at += length + delimiter.Length;
        }

        return MultipartOutcome.Malformed;
    }

    /// <summary>The position behind the first boundary, which needs no line break before it; −1 where there is none.</summary>
    private static int FirstPart(ReadOnlySpan<byte> body, byte[] delimiter)
    {
        ReadOnlySpan<byte> first = delimiter.AsSpan(2);
        if (body.StartsWith(first))
        {
            return first.Length;
        }

        int at = body.IndexOf(delimiter);
        return at < 0 ? -1 : at + delimiter.Length;
    }

    /// <summary>Spaces may stand between a boundary and its line break.</summary>
    private static int AfterLineBreak(ReadOnlySpan<byte> body, int at)
    {
        while (at < body.Length && body[at] is (byte)' ' or (byte)'\t')
        {
            at++;
        }

        return body[at..].StartsWith("\r\n"u8) ? at + 2 : -1;
    }

    /// <summary>Bytes of the headers and the empty line behind them; −1 where there is no such line.</summary>
    private static int HeaderLength(ReadOnlySpan<byte> part)
    {
        if (part.StartsWith("\r\n"u8))
        {
            return 2;
        }

        int end = part[..Math.Min(part.Length, MaximumHeaderBytes)].IndexOf("\r\n\r\n"u8);
        return end < 0 ? -1 : end + 4;
    }

    /// <summary>The field's name where the part is a file, null where it is not.</summary>
    private static string? FieldOf(ReadOnlySpan<byte> headers)
    {
        string? field = null;
        bool isFile = false;
        foreach (string line in Encoding.UTF8.GetString(headers).Split("\r\n"))
        {
            string[] header = line.Split(':', 2);
            if (header.Length < 2)
            {
                continue;
            }

            if (header[0].Equals("Content-Disposition", StringComparison.OrdinalIgnoreCase)
                && ContentDispositionHeaderValue.TryParse(header[1], out ContentDispositionHeaderValue? disposition))
            {
                field = disposition.Name?.Trim('"');
                isFile |= disposition.FileName is not null || disposition.FileNameStar is not null;
            }

            isFile |= header[0].Equals("Content-Type", StringComparison.OrdinalIgnoreCase)
                && header[1].TrimStart().StartsWith("image/", StringComparison.OrdinalIgnoreCase);
        }

        return isFile ? Shorten(field ?? "") : null;
    }

    /// <summary>Names come back in error answers.</summary>
    private static string Shorten(string name) => name.Length <= MaximumFieldName ? name : name[..MaximumFieldName];
}
