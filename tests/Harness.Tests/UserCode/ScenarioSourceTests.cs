using LoadLab.Harness.Tests.Results;
using LoadLab.Harness.UserCode;

namespace LoadLab.Harness.Tests.UserCode;

public sealed class ScenarioSourceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Find_FolderWithOneProject_IsThatProject()
    {
        Write("shop.csproj");
        Write("shop.cs");

        Assert.Equal(new ScenarioSource(_folder["shop.csproj"], IsProject: true), ScenarioSource.Find(_folder.Path));
        Assert.Equal(_folder.Path, ScenarioSource.Find(_folder.Path).Folder);
    }

    [Fact]
    public void Find_Assembly_IsNotBuilt()
    {
        Write("shop.dll");

        Assert.Equal(new ScenarioSource(_folder["shop.dll"], IsProject: false), ScenarioSource.Find(_folder["shop.dll"]));
    }

    [Fact]
    public void Find_FolderWithSeveralProjects_NamesThem()
    {
        Write("a.csproj");
        Write("b.fsproj");

        Assert.Contains("a.csproj, b.fsproj", Refused(_folder.Path));
    }

    [Theory]
    [InlineData("", "holds no project")]
    [InlineData("gone", "There is no file or folder")]
    [InlineData("notes.txt", "holds no scenarios")]
    public void Find_NothingToUse_SaysWhatIsTaken(string name, string expected)
    {
        Write("notes.txt");

        var message = Refused(Path.Combine(_folder.Path, name));

        Assert.Contains(expected, message);
        Assert.Contains(".dll", message);
    }

    private void Write(string name) => File.WriteAllText(_folder[name], "");

    private static string Refused(string path)
    {
        var error = Assert.Throws<UserErrorException>(() => ScenarioSource.Find(path));
        Assert.Equal(ExitCode.InvalidProfile, error.ExitCode);
        return error.Message;
    }
}
