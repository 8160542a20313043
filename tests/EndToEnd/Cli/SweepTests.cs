using System.Text.Json;

namespace LoadLab.EndToEnd.Cli;

/// <summary>The sweep verb as a user runs it, against the bundled target API.</summary>
public sealed class SweepTests : IDisposable
{
    private const string TinyProfile = """
        name: tiny
        target:
          deployment: local
          ready: { path: /readyz, within: 60s }
        matrix:
          replicas: [1, 2]
        load:
          scenario: empty
          simulations:
            - keep_constant: { copies: 2, during: 1s }
          warm_up: 200ms
        trials: { repeats: 2, seed: 7 }
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [LinuxFact]
    public async Task Sweep_TinyProfile_MeasuresEveryTrialAndWritesAReport()
    {
        _folder.Write("tiny.yml", TinyProfile);

        using var harness = await HarnessProcess.RunAsync(_folder.Path, "sweep", "--profile", "tiny.yml", "--out", "out");

        Assert.True(harness.HasMeasured, harness.Output + harness.Error);
        Assert.Contains($"Report: {Path.Combine(Out, "index.html")}", harness.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(Out, "index.html")));
        AssertEveryTrialOnce();
        Assert.Empty(harness.Leftovers());
        Assert.Equal(["profile.yml"], Directory.GetFiles(Out, "*.yml").Select(Path.GetFileName));
        Assert.All(Directory.GetDirectories(Path.Combine(Out, "trials")), trial => Assert.True(File.ReadLines(Path.Combine(trial, "target.csv")).Count() > 1));
    }

    [LinuxFact]
    public async Task Sweep_KilledInTheMiddle_LeavesNoProcessAndResumesToEveryTrialOnce()
    {
        _folder.Write("tiny.yml", TinyProfile);
        using var killed = HarnessProcess.Start(_folder.Path, "sweep", "--profile", "tiny.yml", "--out", "out");
        await HarnessProcess.WaitUntilAsync(() => Finished().Length == 1 && Directory.GetFiles(Trials, "intervals.csv", SearchOption.AllDirectories).Length == 2, "the second trial is measured");
        Assert.NotEmpty(killed.Leftovers());

        killed.Kill();

        await killed.ExitCodeAsync();
        Assert.Empty(await killed.LeftoversAfterAWhileAsync());
        var first = Finished().Single();
        var stamp = File.GetLastWriteTimeUtc(first);
        using var resumed = await HarnessProcess.RunAsync(_folder.Path, "sweep", "--resume", "--out", "out");
        Assert.True(resumed.HasMeasured, resumed.Output + resumed.Error);
        AssertEveryTrialOnce();
        Assert.Equal(stamp, File.GetLastWriteTimeUtc(first));
        Assert.Empty(resumed.Leftovers());
    }

    [LinuxFact]
    public async Task Sweep_CtrlC_KeepsWhatIsDoneTearsDownAndExits130()
    {
        _folder.Write("tiny.yml", TinyProfile);
        using var harness = HarnessProcess.Start(_folder.Path, "sweep", "--profile", "tiny.yml", "--out", "out");
        await HarnessProcess.WaitUntilAsync(() => Directory.Exists(Trials) && Finished().Length == 1 && harness.Leftovers().Count > 0, "the second trial runs");

        harness.Interrupt();

        Assert.Equal(130, await harness.ExitCodeAsync());
        Assert.Empty(await harness.LeftoversAfterAWhileAsync());
        Assert.Single(Finished());
        Assert.Contains("--resume", harness.Error, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task Sweep_ResumeWithAnotherProfile_IsRefused()
    {
        _folder.Write("tiny.yml", TinyProfile);
        _folder.Write("bad.yml", TinyProfile.Replace("scenario: empty", "request: { path: /readyz }", StringComparison.Ordinal));
        using var harness = HarnessProcess.Start(_folder.Path, "sweep", "--profile", "tiny.yml", "--out", "out");
        await HarnessProcess.WaitUntilAsync(() => File.Exists(Path.Combine(Out, "environment.json")), "the folder is there");
        harness.Kill();
        await harness.ExitCodeAsync();

        using var resumed = await HarnessProcess.RunAsync(_folder.Path, "sweep", "--resume", "--profile", "bad.yml", "--out", "out");

        Assert.Equal(2, resumed.ExitCode);
        Assert.Contains("another profile", resumed.Error, StringComparison.Ordinal);
        Assert.Empty(await harness.LeftoversAfterAWhileAsync());
    }

    [LinuxFact]
    public async Task Sweep_DryRun_PrintsThePlanAndStartsNothing()
    {
        _folder.Write("tiny.yml", TinyProfile);

        using var harness = await HarnessProcess.RunAsync(_folder.Path, "sweep", "--profile", "tiny.yml", "--dry-run", "--set", "trials.repeats=3");

        Assert.Equal(0, harness.ExitCode);
        Assert.Contains("2 configurations, 6 trials", harness.Output, StringComparison.Ordinal);
        Assert.Contains("c02-r3", harness.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_folder.Path, "reports")));
    }

    [LinuxFact]
    public async Task Sweep_BadProfile_ExitsThreeWithThePlaceOfTheMistake()
    {
        _folder.Write("bad.yml", TinyProfile.Replace("during: 1s", "during: -1s", StringComparison.Ordinal));

        using var harness = await HarnessProcess.RunAsync(_folder.Path, "sweep", "--profile", "bad.yml");

        Assert.Equal(3, harness.ExitCode);
        Assert.Contains("bad.yml:10:", harness.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", harness.Error, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task Sweep_TargetNeverReady_IsRecordedWithItsLogAndExitsFour()
    {
        var profile = TinyProfile
            .Replace("within: 60s }", "within: 1s }\n  command: [sh, -c, \"echo warming the cache; exec sleep 60\"]", StringComparison.Ordinal)
            .Replace("replicas: [1, 2]", "replicas: [1]", StringComparison.Ordinal)
            .Replace("repeats: 2", "repeats: 1", StringComparison.Ordinal);
        _folder.Write("never.yml", profile);

        using var harness = await HarnessProcess.RunAsync(_folder.Path, "sweep", "--profile", "never.yml", "--out", "out");

        Assert.True(harness.ExitCode == 4, harness.Output + harness.Error);
        var failure = File.ReadAllText(Finished().Single());
        Assert.Contains("not ready within 1 s", failure, StringComparison.Ordinal);
        Assert.Contains("warming the cache", failure, StringComparison.Ordinal);
        Assert.Empty(harness.Leftovers());
    }

    [LinuxFact]
    public async Task Sweep_OutIsAFile_IsNoticedBeforeAnythingRuns()
    {
        _folder.Write("tiny.yml", TinyProfile);
        _folder.Write("out", "in the way");

        using var harness = await HarnessProcess.RunAsync(_folder.Path, "sweep", "--profile", "tiny.yml", "--out", "out/report");

        Assert.Equal(6, harness.ExitCode);
        Assert.Contains(Path.Combine(Out, "report"), harness.Error, StringComparison.Ordinal);
    }

    private string Out => Path.Combine(_folder.Path, "out");

    private string Trials => Path.Combine(Out, "trials");

    private string[] Finished() => Directory.Exists(Trials) ? Directory.GetFiles(Trials, "trial.json", SearchOption.AllDirectories) : [];

    private void AssertEveryTrialOnce()
    {
        var trials = Finished().Select(file => JsonDocument.Parse(File.ReadAllText(file)).RootElement).ToList();
        Assert.Equal(["c01-r1", "c01-r2", "c02-r1", "c02-r2"], trials.Select(trial => trial.GetProperty("id").GetString()).Order());
        Assert.Equal([1, 2, 3, 4], trials.Select(trial => trial.GetProperty("sequence").GetInt32()).Order());
        Assert.All(trials, trial => Assert.True(trial.GetProperty("load").GetProperty("requestsPerSecond").GetDouble() > 0));
    }
}
