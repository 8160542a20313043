using System.Text;

namespace LoadLab.Engine.Http.Wire;

/// <summary>Says to a user what was wrong with a response of HTTP/1.1; made once in a run, for the first one.</summary>
internal static class ResponseProblem
{
    private const int MostShown = 60;

    /// <param name="piece">What came last; the part that cannot be read ends in it.</param>
    public static string Malformed(ReadOnlySpan<byte> piece) =>
        $"The server sent what is no HTTP/1.1 response, in a piece that begins '{Shown(piece)}'. Check that the port speaks HTTP/1.1, without TLS where the target is http.";

    /// <param name="status">Of the response that was complete.</param>
    /// <param name="surplus">What came after its end.</param>
    public static string Surplus(int status, ReadOnlySpan<byte> surplus) =>
        $"A response of status {status} was followed by {surplus.Length} bytes that belong to none, beginning '{Shown(surplus)}'. Check its Content-Length, and that "
        + "responses to HEAD and those of status 204 and 304 have no body.";

    /// <summary>Its beginning; what would disturb a terminal as a dot.</summary>
    private static string Shown(ReadOnlySpan<byte> bytes)
    {
        var text = Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, MostShown)]);
        return string.Concat(text.Select(letter => letter is >= ' ' and <= '~' ? letter : '.')) + (bytes.Length > MostShown ? "…" : "");
    }
}
