namespace LoadLab.Harness.Reporting;

/// <summary>A heading of a table whose cells are texts.</summary>
/// <param name="Name">With the unit.</param>
internal sealed record TextColumn(string Name)
{
    /// <summary>Aligned to the right.</summary>
    public bool IsNumber { get; init; }

    /// <summary>Long text that may take several lines.</summary>
    public bool IsLong { get; init; }

    /// <summary>A few words that may take several lines in little room.</summary>
    public bool IsShort { get; init; }

    /// <summary>The style of its cells on the page.</summary>
    public string? Style => IsNumber ? "number" : IsLong ? "wrap" : IsShort ? "wrap narrow" : null;
}
