using System.Formats.Tar;
using System.Security.Cryptography;
using LoadLab.Harness.Deployment;
using LoadLab.Harness.Deployment.Images;

namespace LoadLab.Harness.Tests.Deployment.Images;

public sealed class BuildContextTests : IDisposable
{
    private const UnixFileMode Folder = (UnixFileMode)0b111_101_101;
    private const UnixFileMode Plain = (UnixFileMode)0b110_100_100;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task WriteAsync_Harness_HasWhatItsDockerfileAsksForAndNothingForDevelopersOnly()
    {
        var entries = await EntriesAsync(await WriteAsync(Tree(""), "harness"));

        Assert.Equal(
            [
                "Dockerfile", "profiles/", "profiles/quick.yml", "profiles/start",
                "publish/", "publish/harness/", "publish/harness/harness", "publish/harness/harness.dll", "publish/harness/models/", "publish/harness/models/m/", "publish/harness/models/m/model.json",
            ],
            entries.Select(entry => entry.Name));
    }

    [Fact]
    public async Task WriteAsync_FilesOfATightUmask_AreReadableToAllAndRoots()
    {
        var entries = (await EntriesAsync(await WriteAsync(Tree(""), "harness"))).ToDictionary(entry => entry.Name);

        Assert.All(entries.Values, entry => Assert.Equal((0, 0, DateTimeOffset.UnixEpoch), (entry.Uid, entry.Gid, entry.ModificationTime)));
        Assert.Equal(Plain, entries["publish/harness/harness.dll"].Mode);
        Assert.Equal(Folder, entries["publish/harness/"].Mode);
        Assert.Equal(Folder, entries["publish/harness/harness"].Mode);
    }

    [Fact]
    public async Task WriteAsync_SameFilesMadeElsewhereAndLater_GivesTheSameBytes()
    {
        var first = Tree("first");
        var second = Tree("second");
        File.SetLastWriteTimeUtc(Path.Combine(second.OutputOf("Harness"), "harness.dll"), DateTime.UnixEpoch.AddDays(20_000));

        Assert.Equal(SHA256.HashData(await WriteAsync(first, "harness")), SHA256.HashData(await WriteAsync(second, "harness")));
    }

    [Fact]
    public void Of_NotBuilt_SaysHowToBuildIt()
    {
        var error = Assert.Throws<UserErrorException>(() => BuildContext.Of(Image("target-api"), Tree("")));

        Assert.Equal(ExitCode.MissingPrerequisite, error.ExitCode);
        Assert.Contains("./harness --version", error.Message, StringComparison.Ordinal);
    }

    private static OwnImage Image(string name) => Assert.Single(OwnImage.Named([name]));

    private static async Task<byte[]> WriteAsync(SourceTree tree, string name)
    {
        using var archive = new MemoryStream();
        await BuildContext.Of(Image(name), tree).WriteAsync(archive, CancellationToken.None);
        return archive.ToArray();
    }

    private static async Task<List<TarEntry>> EntriesAsync(byte[] archive)
    {
        var entries = new List<TarEntry>();
        await using var reader = new TarReader(new MemoryStream(archive));
        while (await reader.GetNextEntryAsync(copyData: true) is { } entry)
        {
            entries.Add(entry);
        }

        return entries;
    }

    private SourceTree Tree(string name)
    {
        var root = Path.Combine(_folder.Path, name);
        Make("docker/harness.Dockerfile", UnixFileMode.UserRead);
        Make("docker/target-api.Dockerfile", UnixFileMode.UserRead);
        Make("profiles/quick.yml", UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Make("profiles/start", UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Make("Harness/bin/Release/net10.0/harness.dll", UnixFileMode.UserRead);
        Make("Harness/bin/Release/net10.0/harness", UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Make("Harness/bin/Release/net10.0/harness.pdb", UnixFileMode.UserRead);
        Make("Harness/bin/Release/net10.0/harness.xml", UnixFileMode.UserRead);
        Make("Harness/bin/Release/net10.0/models/m/model.json", UnixFileMode.UserRead);
        return new SourceTree(root, "Release", "net10.0");

        void Make(string path, UnixFileMode mode)
        {
            var file = Path.Combine(root, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, path);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(file, mode);
            }
        }
    }
}
