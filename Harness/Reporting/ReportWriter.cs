using LoadLab.Harness.Results;

namespace LoadLab.Harness.Reporting;

/// <summary>Renders a report folder: HTML, Markdown, figures, CSV, JSON and JUnit, from its trials alone.</summary>
public sealed class ReportWriter
{
    /// <summary>Writes (or rewrites) all outputs and returns the path of <c>index.html</c>. Works on an unfinished sweep too, and says so in it.</summary>
    public Task<string> WriteAsync(ReportFolder folder, CancellationToken cancellationToken) =>
        throw new NotSupportedException("skeleton");
}
