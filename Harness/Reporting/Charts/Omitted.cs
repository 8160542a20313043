namespace LoadLab.Harness.Reporting.Charts;

/// <summary>A chart left out for want of data.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Reason">One sentence: what is missing.</param>
public sealed record Omitted(string Title, string Reason);
