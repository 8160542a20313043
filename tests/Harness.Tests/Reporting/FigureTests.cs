using System.Buffers.Binary;
using LoadLab.Harness.Reporting.Figures;

namespace LoadLab.Harness.Tests.Reporting;

public sealed class FigureTests
{
    private static readonly string[] Names =
        ["cpu", "latency", "memory", "percentiles", "replicas", "stages", "throughput", "time-series", "trade-off"];

    [Fact]
    public async Task WriteAsync_TwentyFourConfigurations_DrawsEveryFigureAt200Dpi()
    {
        using var folder = new ReportFolderOnDisk();
        await folder.WriteAsync(SweepBuilder.Resources(24).Data());
        var files = Directory.GetFiles(Path.Combine(folder.Path, "figures")).Select(Path.GetFileName).Order();

        Assert.Equal(Names.SelectMany(name => new[] { $"{name}.png", $"{name}.svg" }), files);
        Assert.All(Names, name =>
        {
            var png = File.ReadAllBytes(Path.Combine(folder.Path, "figures", $"{name}.png"));
            // 672 CSS pixels are 7 inches; 7,874 dots per metre are 200 per inch.
            Assert.Equal(1400u, BinaryPrimitives.ReadUInt32BigEndian(png.AsSpan(16)));
            Assert.Equal(7874u, DotsPerMetre(png));
            Assert.Contains("DejaVu Sans", folder.Read($"figures/{name}.svg"), StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task WriteAsync_TwentyFourConfigurations_ShowsEveryNameWithoutOverlap()
    {
        using var folder = new ReportFolderOnDisk();
        await folder.WriteAsync(SweepBuilder.Resources(24).Data());

        var lines = SvgText.Of(folder.Read("figures/throughput.svg")).Where(text => text.Content.Contains(" · ", StringComparison.Ordinal)).ToList();

        Assert.Equal(24, lines.Count);
        Assert.All(lines.OrderBy(line => line.Y).Zip(lines.OrderBy(line => line.Y).Skip(1)), pair => Assert.True(pair.Second.Y - pair.First.Y >= 14));
    }

    [Fact]
    public async Task WriteAsync_WithoutNode_WritesAllElseAndSaysWhatIsMissing()
    {
        using var folder = new ReportFolderOnDisk();

        var report = await folder.WriteWithoutNodeAsync(SweepBuilder.Resources(2).Data());

        Assert.Contains("no-such-node", report.MissingFigures, StringComparison.Ordinal);
        Assert.All(
            new[] { "index.html", "report.md", "trials.csv", "results.json", "junit.xml" },
            file => Assert.True(File.Exists(Path.Combine(folder.Path, file)), file));
        Assert.Contains("Figures are missing", folder.Read("report.md"), StringComparison.Ordinal);
        Assert.DoesNotContain("](figures/", folder.Read("report.md"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RenderAsync_WithoutAssets_NamesTheVariable()
    {
        var data = SweepBuilder.Resources(2).Data();
        using var folder = new ReportFolderOnDisk();

        var missing = await new FigureRenderer("node", null).RenderAsync(
            Harness.Reporting.Charts.ChartSet.OfConfigurations(data).Charts, folder.Path, CancellationToken.None);

        Assert.Contains(AssetsFolder.Variable, missing, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RenderAsync_BrokenChart_SaysWhichAndWhy()
    {
        using var folder = new ReportFolderOnDisk();
        var broken = new Harness.Reporting.Charts.Chart
        {
            Name = "broken",
            Title = "",
            Caption = "",
            Height = 100,
            Option = new() { ["series"] = Harness.Reporting.Charts.Js.Function("nonsense") },
        };

        var missing = await new FigureRenderer("node", AssetsFolder.Find(null, AppContext.BaseDirectory)).RenderAsync([broken], folder.Path, CancellationToken.None);

        Assert.Contains("broken: unknown chart function nonsense", missing, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteAsync_IntervalReachingZeroOnALogarithmicAxis_KeepsTheMeansReadable()
    {
        using var folder = new ReportFolderOnDisk();
        var builder = new SweepBuilder(repeats: 2).Add(1, 1, null, 200).Add(2, 1, null, 8000)
            .Change("c02-r1", trial => trial with { Load = trial.Load! with { ResponseTime = trial.Load.ResponseTime with { P50Ms = 2 } } })
            .Change("c02-r2", trial => trial with { Load = trial.Load! with { ResponseTime = trial.Load.ResponseTime with { P50Ms = 16 } } });
        await folder.WriteAsync(builder.Data());

        var labels = SvgText.Of(folder.Read("figures/latency.svg")).Select(text => text.Content).ToList();

        Assert.Contains("1", labels);
        Assert.DoesNotContain("0.1", labels);
    }

    private static uint DotsPerMetre(byte[] png)
    {
        var at = png.AsSpan().IndexOf("pHYs"u8);
        return at < 0 ? 0 : BinaryPrimitives.ReadUInt32BigEndian(png.AsSpan(at + 4));
    }
}
