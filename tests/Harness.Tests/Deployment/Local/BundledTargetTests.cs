using LoadLab.Harness.Deployment;
using LoadLab.Harness.Deployment.Local;

namespace LoadLab.Harness.Tests.Deployment.Local;

public sealed class BundledTargetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Command_InASourceTree_IsTheBuildOfTheSameConfiguration()
    {
        var harness = Make("Harness/bin/Release/net10.0/harness.dll");
        var debug = Make("TargetApi/bin/Debug/net10.0/target-api.dll");
        var release = Make("TargetApi/bin/Release/net10.0/target-api.dll");
        Make("LoadLab.sln");

        var command = BundledTarget.Command(null, Path.GetDirectoryName(harness)! + "/");

        Assert.Equal(release, command[^1]);
        Assert.NotEqual(debug, command[^1]);
    }

    [Fact]
    public void Command_BesideTheHarness_IsThatOne()
    {
        var beside = Make("app/target-api.dll");

        Assert.Equal(beside, BundledTarget.Command("", Path.Combine(_folder.Path, "app"))[^1]);
    }

    [Fact]
    public void Command_ConfiguredProgram_IsRunDirectly()
    {
        var program = Make("other/target");

        Assert.Equal([program], BundledTarget.Command(program, _folder.Path));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("/nowhere/target-api.dll")]
    public void Command_NotThere_SaysHowToGetIt(string? configured)
    {
        var error = Assert.Throws<DeploymentFailedException>(() => BundledTarget.Command(configured, _folder.Path));

        Assert.Contains(BundledTarget.Variable, error.Message, StringComparison.Ordinal);
    }

    private string Make(string path)
    {
        var file = Path.Combine(_folder.Path, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, "");
        return file;
    }
}
