namespace LoadLab.TargetApi.Features;

/// <summary>
/// Python's JSON knows the bare words NaN, Infinity and -Infinity, and its clients send them. Quoting them makes the body readable, so that the
/// answer can say which number is not finite instead of "invalid JSON".
/// </summary>
internal static class BareNumbers
{
    public static ReadOnlyMemory<byte> Quote(ReadOnlyMemory<byte> body)
    {
        ReadOnlySpan<byte> text = body.Span;
        if (text.IndexOf("NaN"u8) < 0 && text.IndexOf("Infinity"u8) < 0)
        {
            return body;
        }

        var result = new List<byte>(text.Length + 64);
        bool quoted = false;
        for (int i = 0; i < text.Length; i++)
        {
            int word = quoted ? 0 : WordLength(text[i..]);
            if (word > 0)
            {
                result.AddRange([(byte)'"', .. text.Slice(i, word), (byte)'"']);
                i += word - 1;
                continue;
            }

            result.Add(text[i]);
            if (quoted && text[i] == '\\' && i + 1 < text.Length)
            {
                result.Add(text[++i]);
            }
            else if (text[i] == '"')
            {
                quoted = !quoted;
            }
        }

        return result.ToArray();
    }

    private static int WordLength(ReadOnlySpan<byte> text) =>
        text.StartsWith("NaN"u8) ? 3 : text.StartsWith("Infinity"u8) ? 8 : text.StartsWith("-Infinity"u8) ? 9 : 0;
}
