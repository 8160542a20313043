namespace LoadLab.Harness.Reporting;

/// <summary>A report as it lies in its folder.</summary>
/// <param name="Index">Path of its page.</param>
/// <param name="MissingFigures">What kept the still figures (PNG, SVG) from being drawn and how to mend it; null where they are there. All else is.</param>
public sealed record WrittenReport(string Index, string? MissingFigures);
