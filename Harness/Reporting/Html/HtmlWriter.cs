using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace LoadLab.Harness.Reporting.Html;

/// <summary>Writes HTML. Every text and attribute is escaped; only <see cref="Trusted"/>, for our own files, is not.</summary>
internal sealed class HtmlWriter
{
    // Letters and signs of all languages stay readable in the source; < > & " ' never do.
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder _html = new();

    public override string ToString() => _html.ToString();

    /// <summary>An element with what <paramref name="content"/> writes inside.</summary>
    public HtmlWriter Element(string tag, Action content, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Open(tag, attributes);
        content();
        _html.Append("</").Append(tag).Append(">\n");
        return this;
    }

    /// <summary>An element with text.</summary>
    public HtmlWriter Element(string tag, string text, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Open(tag, attributes);
        Text(text);
        _html.Append("</").Append(tag).Append(">\n");
        return this;
    }

    /// <summary>A void element, such as <c>meta</c>.</summary>
    public HtmlWriter Empty(string tag, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Open(tag, attributes);
        _html.Append('\n');
        return this;
    }

    public HtmlWriter Text(string text)
    {
        _html.Append(Encoder.Encode(text));
        return this;
    }

    /// <summary>Text that is HTML, CSS or a script already: only what LoadLab itself ships or has encoded.</summary>
    public HtmlWriter Trusted(string html)
    {
        _html.Append(html);
        return this;
    }

    /// <summary>An attribute without value (<c>hidden</c>) is named with an empty one; one that is null is left out.</summary>
    private void Open(string tag, ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        _html.Append('<').Append(tag);
        foreach (var (name, value) in attributes)
        {
            if (value is not null)
            {
                _html.Append(' ').Append(name).Append("=\"").Append(Encoder.Encode(value)).Append('"');
            }
        }

        _html.Append('>');
    }
}
