namespace LoadLab.Harness.Reporting;

/// <summary>A table of texts under a title, the same on the page and in Markdown.</summary>
internal sealed record TextTable
{
    public const string Nothing = "–";

    /// <summary>Anchor on the page.</summary>
    public required string Id { get; init; }

    public required string Title { get; init; }

    public required IReadOnlyList<TextColumn> Columns { get; init; }

    public required IReadOnlyList<IReadOnlyList<string>> Rows { get; init; }

    /// <summary>How to read it, and what it lacks, below the table.</summary>
    public required IReadOnlyList<string> Notes { get; init; }
}
