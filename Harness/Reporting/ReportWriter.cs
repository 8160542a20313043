using LoadLab.Harness.Reporting.Charts;
using LoadLab.Harness.Reporting.Figures;
using LoadLab.Harness.Reporting.Html;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Reporting;

/// <summary>Renders a report folder: HTML, Markdown, figures, CSV, JSON and JUnit, from its trials alone.</summary>
public sealed class ReportWriter
{
    private readonly FigureRenderer _figures;

    /// <summary>Draws figures with the <c>node</c> on the path and the assets found near the program.</summary>
    public ReportWriter()
        : this(new FigureRenderer("node", AssetsFolder.Find(Environment.GetEnvironmentVariable(AssetsFolder.Variable), AppContext.BaseDirectory)))
    {
    }

    internal ReportWriter(FigureRenderer figures) => _figures = figures;

    /// <summary>Writes (or rewrites) all outputs. Works on an unfinished sweep too, and says so in it.</summary>
    /// <exception cref="UserErrorException">A file of the folder is damaged or cannot be written.</exception>
    public async Task<WrittenReport> WriteAsync(ReportFolder folder, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return await WriteAsync(ReportData.Read(folder), folder.Path, cancellationToken);
    }

    /// <summary>The same from data already read.</summary>
    internal async Task<WrittenReport> WriteAsync(ReportData data, string folder, CancellationToken cancellationToken)
    {
        var index = Path.Combine(folder, "index.html");
        var charts = ChartSet.OfConfigurations(data);
        var figures = AllFigures(data, charts);
        try
        {
            // The page and the tables first: they need nothing but this program.
            Write(index, Page.Of(data, charts));
            Write(Path.Combine(folder, "trials.csv"), TrialsCsv.Of(data.Sweep));
            Write(Path.Combine(folder, "results.json"), ResultsJson.Of(data));
            Write(Path.Combine(folder, "junit.xml"), JUnitReport.Of(data));
            var missing = await _figures.RenderAsync(figures.Charts, Path.Combine(folder, "figures"), cancellationToken);
            Write(Path.Combine(folder, "report.md"), MarkdownReport.Of(data, figures, missing));
            return new WrittenReport(index, missing);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException(ExitCode.ReportFolder, $"The report cannot be written to {folder}: {error.Message}");
        }
    }

    // On paper one trial stands for all.
    private static ChartSet AllFigures(ReportData data, ChartSet charts)
    {
        if (data.TypicalTrial is not { } typical)
        {
            return charts;
        }

        var trial = ChartSet.OfTrial(data, typical.Id);
        return new ChartSet([.. charts.Charts, .. trial.Charts], [.. charts.Omitted, .. trial.Omitted]);
    }

    private static void Write(string path, string text) => AtomicFile.Write(path, text);
}
