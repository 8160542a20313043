namespace LoadLab.Harness.Agents.Protocol;

/// <summary>Makes a reason that may be sent of any text, such as an exception's message.</summary>
internal static class Sentence
{
    /// <summary>The text on one line, cut where it is longer than a reason may be.</summary>
    public static string Of(string text)
    {
        var cut = text.Length > ProtocolLimits.SentenceCharacters;
        var kept = cut ? text.AsSpan(0, ProtocolLimits.SentenceCharacters - 1) : text;
        return string.Create(kept.Length + (cut ? 1 : 0), new Parts(kept), static (line, parts) =>
        {
            for (var at = 0; at < parts.Kept.Length; at++)
            {
                line[at] = char.IsControl(parts.Kept[at]) ? ' ' : parts.Kept[at];
            }

            if (line.Length > parts.Kept.Length)
            {
                line[^1] = '…';
            }
        });
    }

    private readonly ref struct Parts(ReadOnlySpan<char> kept)
    {
        public ReadOnlySpan<char> Kept { get; } = kept;
    }
}
