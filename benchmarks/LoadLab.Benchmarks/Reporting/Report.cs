using System.Text;

namespace LoadLab.Benchmarks.Reporting;

/// <summary>What an experiment found.</summary>
/// <param name="Title">Its question.</param>
/// <param name="Method">How it was measured, in a sentence or two.</param>
internal sealed record Report(string Title, string Method)
{
    public List<MarkdownTable> Tables { get; } = [];

    /// <summary>What was left out, and how to have it.</summary>
    public List<string> LeftOut { get; } = [];

    /// <param name="machine">Where and when it was measured, line by line.</param>
    public string ToMarkdown(IReadOnlyList<string> machine)
    {
        var text = new StringBuilder().Append("## ").AppendLine(Title).AppendLine().AppendLine(Method).AppendLine();
        foreach (var line in machine.Concat(LeftOut))
        {
            text.Append("- ").AppendLine(line);
        }

        text.AppendLine();
        Tables.ForEach(table => table.AppendTo(text));
        return text.ToString().TrimEnd() + Environment.NewLine;
    }
}
