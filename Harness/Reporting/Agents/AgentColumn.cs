using LoadLab.Harness.Results;

namespace LoadLab.Harness.Reporting.Agents;

/// <summary>One column of the table of a trial's agents.</summary>
/// <param name="Name">Its heading, with the unit.</param>
/// <param name="Text">What a cell shows.</param>
internal sealed record AgentColumn(string Name, Func<AgentSummary, string> Text)
{
    /// <summary>What it sorts by; null sorts by the text.</summary>
    public Func<AgentSummary, double?>? Sort { get; init; }

    /// <summary>Its cells stand out on the page.</summary>
    public bool IsMarks { get; init; }

    /// <summary>Aligned to the right.</summary>
    public bool IsNumber => Sort is not null;

    /// <summary>The style of its cells on the page.</summary>
    public string? Style => IsNumber ? "number" : IsMarks ? "marks" : null;
}
