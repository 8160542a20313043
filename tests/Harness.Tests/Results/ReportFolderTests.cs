using System.Text.Json;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Tests.Results;

public sealed class ReportFolderTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    private ReportFolder Create() => ReportFolder.Create(_temporary["report"], SampleResults.Profile, SampleResults.Environment);

    [Fact]
    public void Open_AfterCreate_GivesProfileAndEnvironmentBack()
    {
        var created = Create();

        var opened = ReportFolder.Open(created.Path);

        Assert.Equal(SampleResults.Profile, opened.ProfileYaml);
        Assert.Equal(SampleResults.Environment, opened.Environment);
    }

    [Fact]
    public void Open_FolderMovedTogetherWithItsProfile_ResolvesTheProfilesDirectoryAnew()
    {
        Directory.CreateDirectory(_temporary["clone/profiles"]);
        ReportFolder.Create(_temporary["clone/reports/a"], SampleResults.Profile, SampleResults.Environment, _temporary["clone/profiles"]);
        Directory.Move(_temporary["clone"], _temporary["moved"]);

        Assert.Equal(_temporary["moved/profiles"], ReportFolder.Open(_temporary["moved/reports/a"]).ProfileDirectory);
    }

    [Fact]
    public void Create_FolderHoldsASweep_PointsToResume()
    {
        Create();

        var error = Assert.Throws<UserErrorException>(Create);

        Assert.Equal(ExitCode.ReportFolder, error.ExitCode);
        Assert.Contains("--resume", error.Message);
    }

    [Fact]
    public void Create_FolderHoldsSomethingElse_TouchesNothing()
    {
        Directory.CreateDirectory(_temporary["report"]);
        File.WriteAllText(_temporary["report/thesis.md"], "mine");

        Assert.Contains("not empty", Assert.Throws<UserErrorException>(Create).Message);
        Assert.Equal(["thesis.md"], Directory.EnumerateFileSystemEntries(_temporary["report"]).Select(Path.GetFileName));
    }

    [Fact]
    public void Create_EarlierCreateWasKilled_StartsAfresh()
    {
        Directory.CreateDirectory(_temporary["report/trials"]);
        File.WriteAllText(_temporary["report/profile.yml"], "na");

        Assert.Equal(SampleResults.Profile, ReportFolder.Open(Create().Path).ProfileYaml);
    }

    [Fact]
    public void Create_PathIsBelowAFile_SaysThatItCannotBeWritten()
    {
        File.WriteAllText(_temporary["report"], "a file");

        var error = Assert.Throws<UserErrorException>(() =>
            ReportFolder.Create(_temporary["report/x"], SampleResults.Profile, SampleResults.Environment));

        Assert.Equal(ExitCode.ReportFolder, error.ExitCode);
        Assert.Contains("cannot be written", error.Message);
    }

    [Fact]
    public void Open_NoFolder_NamesIt() =>
        Assert.Contains("nowhere", Assert.Throws<UserErrorException>(() => ReportFolder.Open(_temporary["nowhere"])).Message);

    [Fact]
    public void Open_OtherFolder_SaysThatItIsNoReportFolder() =>
        Assert.Contains("not a report folder", Assert.Throws<UserErrorException>(() => ReportFolder.Open(_temporary.Path)).Message);

    [Fact]
    public void Open_NewerFormat_SaysWhichOneAndWhatToDo()
    {
        var folder = Create();
        File.WriteAllText(Path.Combine(folder.Path, ReportFolder.EnvironmentFile), """{ "format": 3, "somethingNew": [] }""");

        var error = Assert.Throws<UserErrorException>(() => ReportFolder.Open(folder.Path));

        Assert.Contains("written by a newer LoadLab (format 3, this one reads 1): update LoadLab, or", error.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{ \"format\": 1")]
    [InlineData("[]")]
    [InlineData("{ \"format\": 1 }")]
    [InlineData("null")]
    public void Open_DamagedEnvironment_NamesTheFile(string text)
    {
        var folder = Create();
        File.WriteAllText(Path.Combine(folder.Path, ReportFolder.EnvironmentFile), text);

        var error = Assert.Throws<UserErrorException>(() => ReportFolder.Open(folder.Path));

        Assert.Contains("environment.json is damaged", error.Message);
    }

    [Fact]
    public void Read_TrialsWritten_ComeBackEqualAndInTheOrderTheyRan()
    {
        var folder = Create();
        TrialResult[] trials = [SampleResults.Trial("c01-r1", 2), SampleResults.Trial("c01-r2", 1)];
        foreach (var trial in trials)
        {
            folder.BeginTrial(trial.Id);
            folder.WriteTrial(trial);
        }

        var sweep = ReportFolder.Open(folder.Path).Read();

        Assert.Equal(["c01-r2", "c01-r1"], sweep.Trials.Select(trial => trial.Id));
        Assert.Equal(2, sweep.PlannedTrials);
        Assert.Equal(
            JsonSerializer.Serialize(trials[1], ResultJson.Options),
            JsonSerializer.Serialize(sweep.Trials[0], ResultJson.Options));
        Assert.Equal(1, sweep.Trials[0].Load!.Counts.Errors[Engine.ErrorKind.ResponseTimeout]);
    }

    [Fact]
    public void Read_TrialInterrupted_IsNotThere()
    {
        var folder = Create();
        var trialFolder = folder.BeginTrial("c01-r1");
        File.WriteAllText(Path.Combine(trialFolder, "trial.json.tmp"), "{ \"id\": \"c01-r1\"");

        Assert.Empty(folder.Read().Trials);
        Assert.False(folder.HasTrial("c01-r1"));
    }

    [Fact]
    public void Read_TornTrial_NamesTheFileAndTheWayOut()
    {
        var folder = Create();
        folder.BeginTrial("c01-r1");
        folder.WriteTrial(SampleResults.Trial("c01-r1", 1));
        var path = Path.Combine(folder.Path, "trials/c01-r1/trial.json");
        File.WriteAllText(path, File.ReadAllText(path)[..200]);

        var error = Assert.Throws<UserErrorException>(folder.Read);

        Assert.Contains(path, error.Message);
        Assert.Contains("--resume", error.Message);
    }

    [Fact]
    public void Read_TrialInAnothersFolder_IsRefused()
    {
        var folder = Create();
        folder.WriteTrial(SampleResults.Trial("c01-r1", 1));
        Directory.Move(Path.Combine(folder.Path, "trials/c01-r1"), Path.Combine(folder.Path, "trials/c02-r1"));

        Assert.Contains("'c01-r1', not 'c02-r1'", Assert.Throws<UserErrorException>(folder.Read).Message);
    }

    [Fact]
    public void BeginTrial_InterruptedBefore_MovesTheOldFilesAside()
    {
        var folder = Create();
        File.WriteAllText(Path.Combine(folder.BeginTrial("c01-r1"), "intervals.csv"), "first");
        File.WriteAllText(Path.Combine(folder.BeginTrial("c01-r1"), "intervals.csv"), "second");

        var fresh = folder.BeginTrial("c01-r1");

        Assert.Empty(Directory.EnumerateFileSystemEntries(fresh));
        Assert.Equal("first", File.ReadAllText(Path.Combine(folder.Path, "trials/interrupted/c01-r1-1/intervals.csv")));
        Assert.Equal("second", File.ReadAllText(Path.Combine(folder.Path, "trials/interrupted/c01-r1-2/intervals.csv")));
        Assert.Empty(folder.Read().Trials);
    }

    [Fact]
    public void BeginTrial_AlreadyStored_NeverTouchesIt()
    {
        var folder = Create();
        folder.WriteTrial(SampleResults.Trial("c01-r1", 1));

        Assert.Throws<InvalidOperationException>(() => folder.BeginTrial("c01-r1"));
        Assert.True(folder.HasTrial("c01-r1"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("../c01")]
    [InlineData("interrupted")]
    public void BeginTrial_NotATrialsName_IsRefused(string id) =>
        Assert.Throws<ArgumentException>(() => Create().BeginTrial(id));

    [Fact]
    public void WriteTrial_FolderGone_SaysThatItCannotBeWritten()
    {
        var folder = Create();
        Directory.Delete(folder.Path, recursive: true);
        File.WriteAllText(folder.Path, "in the way");

        Assert.Equal(ExitCode.ReportFolder, Assert.Throws<UserErrorException>(() => folder.WriteTrial(SampleResults.Trial("c01-r1", 1))).ExitCode);
    }
}
