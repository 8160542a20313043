using System.Text;

namespace LoadLab.Harness.Profiles.Reading;

/// <summary>Splits a command written in one line into program and arguments: at spaces, quotes keep spaces together. No shell is involved.</summary>
internal static class CommandLineText
{
    /// <summary>The words; null when a quote is not closed.</summary>
    public static IReadOnlyList<string>? Split(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var inWord = false;
        char? quote = null;
        foreach (var letter in text)
        {
            if (quote is null && char.IsWhiteSpace(letter))
            {
                Finish(words, word, ref inWord);
            }
            else if (quote is null ? letter is '"' or '\'' : letter == quote)
            {
                quote = quote is null ? letter : null;
                inWord = true;
            }
            else
            {
                word.Append(letter);
                inWord = true;
            }
        }

        Finish(words, word, ref inWord);
        return quote is null ? words : null;
    }

    private static void Finish(List<string> words, StringBuilder word, ref bool inWord)
    {
        if (inWord)
        {
            words.Add(word.ToString());
        }

        word.Clear();
        inWord = false;
    }
}
