namespace LoadLab.Harness.Tests.Cli.Images;

public sealed class ImageCommandTests : IDisposable
{
    private readonly Deployment.TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("image buld", "did you mean 'build'?")]
    [InlineData("image build target", "'target' is none of LoadLab's images: there are target-api and harness")]
    [InlineData("image build --tag a:b", "--tag 'a:b' is no tag")]
    [InlineData("image save", "Required argument")]
    [InlineData("image load a.tar --node a --all-nodes", "exclude each other")]
    [InlineData("image load a.tar b.tar", "one argument too many")]
    [InlineData("image push", "Required argument")]
    [InlineData("image push loadlab/harness", "names no registry")]
    [InlineData("image push registry.example/loadlab/base", "ends neither in /target-api nor in /harness")]
    public async Task RunAsync_UsageMistake_SaysWhatItIs(string line, string expected)
    {
        var (code, output, error) = await CommandLine.RunAsync(_folder.Path, line.Split(' '));

        Assert.Equal(ExitCode.Usage, code);
        Assert.Empty(output);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_SaveOverAFile_LeavesItAsItIs()
    {
        File.WriteAllText(Path.Combine(_folder.Path, "a.tar"), "old");

        var (code, _, error) = await CommandLine.RunAsync(_folder.Path, "image", "save", "a.tar");

        Assert.Equal(ExitCode.ReportFolder, code);
        Assert.Contains("--force", error, StringComparison.Ordinal);
        Assert.Equal("old", File.ReadAllText(Path.Combine(_folder.Path, "a.tar")));
    }

    [Fact]
    public async Task RunAsync_LoadWhatIsNoArchive_IsToldBeforeADaemonIsAsked()
    {
        File.WriteAllText(Path.Combine(_folder.Path, "a.tar"), "");

        var (code, _, error) = await CommandLine.RunAsync(_folder.Path, "image", "load", "a.tar");

        Assert.Equal(ExitCode.ReportFolder, code);
        Assert.Contains("no archive of images", error, StringComparison.Ordinal);
    }
}
