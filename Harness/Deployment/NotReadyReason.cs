using System.Text;
using System.Text.Json;

namespace LoadLab.Harness.Deployment;

/// <summary>Why a replica is not ready, in its own words: the body of its answer.</summary>
internal static class NotReadyReason
{
    /// <summary>Enough for a sentence or two; a page of HTML tells no more.</summary>
    private const int MostBytes = 2048;

    private const int MostLetters = 400;

    /// <summary>The <c>detail</c> of a JSON object or else the text itself, behind a colon and on one line; empty where there is none.</summary>
    public static async Task<string> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        try
        {
            var buffer = new byte[MostBytes];
            var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                var length = await stream.ReadAtLeastAsync(buffer, MostBytes, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
                return Phrase(Encoding.UTF8.GetString(buffer, 0, length));
            }
        }
        catch (Exception e) when (e is IOException or HttpRequestException or OperationCanceledException)
        {
            // The status alone is an answer too.
            return "";
        }
    }

    internal static string Phrase(string body)
    {
        var text = Detail(body) ?? body;
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(word => string.Concat(word.Where(letter => !char.IsControl(letter)))));
        return line.Length == 0 ? "" : $": {(line.Length <= MostLetters ? line : line[..MostLetters] + "…").TrimEnd('.')}";
    }

    private static string? Detail(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("detail", out var detail)
                ? detail.ValueKind == JsonValueKind.String ? detail.GetString() : detail.GetRawText()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
