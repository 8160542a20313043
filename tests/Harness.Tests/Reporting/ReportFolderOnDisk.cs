using LoadLab.Harness.Reporting;
using LoadLab.Harness.Reporting.Figures;

namespace LoadLab.Harness.Tests.Reporting;

/// <summary>A temporary folder with a rendered report.</summary>
internal sealed class ReportFolderOnDisk : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("loadlab-report-");

    public string Path => _folder.FullName;

    /// <summary>Renders all outputs, figures included.</summary>
    public async Task<WrittenReport> WriteAsync(ReportData data) =>
        await new ReportWriter().WriteAsync(data, Path, CancellationToken.None);

    /// <summary>Renders with a program in Node's place that is not there.</summary>
    public async Task<WrittenReport> WriteWithoutNodeAsync(ReportData data) =>
        await new ReportWriter(new FigureRenderer("no-such-node", AssetsFolder.Find(null, AppContext.BaseDirectory)))
            .WriteAsync(data, Path, CancellationToken.None);

    public string Read(string file) => File.ReadAllText(System.IO.Path.Combine(Path, file));

    public void Dispose() => _folder.Delete(recursive: true);
}
