using System.Text;

namespace LoadLab.Benchmarks.Reporting;

/// <summary>A table in GitHub's Markdown: the first column is text, the others are figures.</summary>
/// <param name="Title">Stands above it.</param>
/// <param name="Columns">Headings.</param>
internal sealed record MarkdownTable(string Title, IReadOnlyList<string> Columns)
{
    private readonly List<IReadOnlyList<string>> _rows = [];

    /// <summary>Sentences below the table: what its reader must know.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>One cell for each column.</summary>
    public void Add(params IReadOnlyList<string> cells)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(cells.Count, Columns.Count);
        _rows.Add(cells);
    }

    public void AppendTo(StringBuilder text)
    {
        text.Append("### ").AppendLine(Title).AppendLine();
        AppendRow(text, Columns);
        AppendRow(text, [.. Columns.Select((_, column) => column == 0 ? "---" : "---:")]);
        _rows.ForEach(row => AppendRow(text, row));
        text.AppendLine();
        Notes.ForEach(note => text.Append("- ").AppendLine(note));
        if (Notes.Count > 0)
        {
            text.AppendLine();
        }
    }

    private static void AppendRow(StringBuilder text, IReadOnlyList<string> cells) =>
        text.Append("| ").AppendJoin(" | ", cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal))).AppendLine(" |");
}
