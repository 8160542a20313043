using LoadLab.Harness.Analysis;

namespace LoadLab.Harness.Reporting;

/// <summary>One column of the table of configurations.</summary>
/// <param name="Name">Its heading, with the unit.</param>
/// <param name="Text">What a cell shows.</param>
/// <param name="Sort">What it sorts by; null sorts by the text.</param>
internal sealed record Column(string Name, Func<ConfigurationAnalysis, string> Text, Func<ConfigurationAnalysis, double?> Sort)
{
    /// <summary>Aligned to the right.</summary>
    public bool IsNumber { get; init; }

    /// <summary>Long text that may take several lines.</summary>
    public bool IsLong { get; init; }

    /// <summary>The parts of a cell that stand out by themselves on the page; null where its text is one.</summary>
    public Func<ConfigurationAnalysis, IReadOnlyList<ResourceMark>>? Marks { get; init; }

    /// <summary>The style of its cells on the page.</summary>
    public string? Style => IsNumber ? "number" : Marks is not null ? "marks" : IsLong ? "wrap" : null;
}
