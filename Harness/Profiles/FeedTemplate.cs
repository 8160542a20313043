using System.Text;
using System.Text.RegularExpressions;

namespace LoadLab.Harness.Profiles;

/// <summary>A path or body in which <c>{{column}}</c> stands for a value of each row of a feed.</summary>
internal sealed partial class FeedTemplate
{
    private readonly List<(string Before, string Column)> _parts = [];
    private readonly string _rest;

    public FeedTemplate(string text)
    {
        var start = 0;
        foreach (var match in Pattern().EnumerateMatches(text))
        {
            _parts.Add((text[start..match.Index], text.Substring(match.Index + 2, match.Length - 4)));
            start = match.Index + match.Length;
        }

        _rest = text[start..];
    }

    /// <summary>False where every row gives the same text.</summary>
    public bool HasColumns => _parts.Count > 0;

    /// <summary>The columns it names, in their order, repeated where it repeats them.</summary>
    public IEnumerable<string> Columns => _parts.Select(part => part.Column);

    /// <summary>The whole text is the value of one column.</summary>
    public bool IsOneColumn => _rest.Length == 0 && _parts is [{ Before.Length: 0 }];

    /// <summary>The text with each column in place.</summary>
    public string Fill(Func<string, string> valueOf)
    {
        var text = new StringBuilder();
        foreach (var (before, column) in _parts)
        {
            text.Append(before).Append(valueOf(column));
        }

        return text.Append(_rest).ToString();
    }

    [GeneratedRegex(@"\{\{[^{}\r\n]+\}\}")]
    private static partial Regex Pattern();
}
