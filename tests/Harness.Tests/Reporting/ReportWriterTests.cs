using LoadLab.Harness.Profiles;
using LoadLab.Harness.Reporting;
using LoadLab.Harness.Results;
using LoadLab.Harness.Tests.Cli;

namespace LoadLab.Harness.Tests.Reporting;

/// <summary>From a real report folder on disk, through the verb.</summary>
public sealed class ReportWriterTests
{
    private const string Yaml = """
        name: on-disk
        target: { deployment: local }
        matrix: { replicas: [1, 2] }
        load:
          scenario: empty
          simulations: [{ keep_constant: { copies: 4, during: 5s } }]
        trials: { repeats: 2 }
        """;

    [Fact]
    public async Task Report_FolderOnDisk_WritesAllAndTwiceTheSame()
    {
        using var temporary = new Results.TemporaryFolder();
        var folder = Folder(temporary["report"]);

        var first = await CommandLine.RunAsync(temporary.Path, "report", "report");
        var texts = Texts(folder);
        var second = await CommandLine.RunAsync(temporary.Path, "report", "report");

        Assert.Equal((ExitCode.Success, ExitCode.Success), (first.Code, second.Code));
        Assert.Equal(Path.Combine(folder, "index.html"), first.Out.Trim());
        Assert.Equal(texts, Texts(folder));
        Assert.True(File.Exists(Path.Combine(folder, "figures", "throughput.png")));
        Assert.Contains("replicas=2", File.ReadAllText(Path.Combine(folder, "report.md")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_NoSuchFolder_IsOneClearMessage()
    {
        using var temporary = new Results.TemporaryFolder();

        var (code, output, error) = await CommandLine.RunAsync(temporary.Path, "report", "missing");

        Assert.Equal(ExitCode.ReportFolder, code);
        Assert.Empty(output);
        Assert.Contains("missing", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteAsync_FigureOfAnEarlierReport_IsGone()
    {
        using var temporary = new Results.TemporaryFolder();
        var folder = Folder(temporary["report"]);
        Directory.CreateDirectory(Path.Combine(folder, "figures"));
        await File.WriteAllTextAsync(Path.Combine(folder, "figures", "old.svg"), "<svg/>");

        await new ReportWriter().WriteAsync(ReportFolder.Open(folder), CancellationToken.None);

        Assert.False(File.Exists(Path.Combine(folder, "figures", "old.svg")));
    }

    [Fact]
    public void Read_IntervalsOfTheDrain_AreNotDrawn()
    {
        using var temporary = new Results.TemporaryFolder();
        var folder = ReportFolder.Open(Folder(temporary["report"]));
        const string Header = "index,start_s,length_s,warm_up,drain,planned,sent,ok,failed,missed,in_flight,users,connections,sent_bytes,received_bytes,p50_ms,p90_ms,p95_ms,p99_ms,max_ms,service_p99_ms";
        File.WriteAllLines(Path.Combine(folder.Path, "trials", "c01-r1", "intervals.csv"),
        [
            Header,
            "0,-1,1,true,false,5,5,5,0,0,1,1,1,0,0,1,1,1,1,1,1",
            "1,0,1,false,false,5,5,5,0,0,1,1,1,0,0,1,1,1,1,1,1",
            "2,1,0.1,false,true,0,0,1,0,0,0,0,1,0,0,1,1,1,1,1,1",
        ]);

        Assert.Equal([0, 1], ReportData.Read(folder).Intervals["c01-r1"].Select(row => row.Index));
    }

    private static string Folder(string path)
    {
        var made = new SweepBuilder(repeats: 2).Add(1, null, null, 1000, scenario: "empty").Add(2, null, null, 2000, scenario: "empty").Sweep();
        var profile = ProfileReader.ReadText(Yaml, Path.GetTempPath(), []);
        var folder = ReportFolder.Create(path, profile.Yaml, made.Environment);
        foreach (var trial in made.Trials)
        {
            folder.WriteTrial(trial);
        }

        return path;
    }

    private static Dictionary<string, string> Texts(string folder) =>
        new[] { "index.html", "report.md", "trials.csv", "results.json", "junit.xml" }.ToDictionary(file => file, file => File.ReadAllText(Path.Combine(folder, file)));
}
