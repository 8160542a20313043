using System.Formats.Tar;
using LoadLab.Harness.Deployment.Images;
using LoadLab.Harness.Deployment.Swarm.Api;

namespace LoadLab.Harness.Tests.Deployment.Images;

public sealed class ImageArchiveTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task WriteAsync_AllImages_CanBeOpenedAgain()
    {
        var images = Tar("layer.tar", "manifest.json");

        var length = await Archive("a.tar").WriteAsync(new MemoryStream(images), replace: false, CancellationToken.None);

        await using var opened = await Archive("a.tar").OpenAsync(CancellationToken.None);
        Assert.Equal((images.Length, images.Length, 0), (length, opened.Length, opened.Position));
        Assert.Equal(["a.tar"], Names());
    }

    [Fact]
    public async Task WriteAsync_DaemonFailsInTheMidst_LeavesNothing()
    {
        var images = Tar("layer.tar", "manifest.json");

        for (var length = 0; length < images.Length; length += 64)
        {
            var sent = new MemoryStream([.. images[..length], .. "{\"message\":\"no\"}"u8]);
            var error = await Assert.ThrowsAsync<UserErrorException>(() => Archive("a.tar").WriteAsync(sent, replace: true, CancellationToken.None));

            Assert.Equal(ExitCode.ReportFolder, error.ExitCode);
            Assert.Empty(Names());
        }
    }

    [Fact]
    public async Task WriteAsync_Cancelled_KeepsTheOldFile()
    {
        File.WriteAllText(PathOf("a.tar"), "old");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Archive("a.tar").WriteAsync(new MemoryStream(Tar("manifest.json")), replace: true, new CancellationToken(canceled: true)));

        Assert.Equal("old", File.ReadAllText(PathOf("a.tar")));
        Assert.Equal(["a.tar"], Names());
    }

    [Theory]
    [InlineData("there.tar", false, "--force")]
    [InlineData("folder", true, "it is a folder")]
    [InlineData("nowhere/a.tar", false, "there is no folder")]
    public void RequireWritable_ItIsNot_SaysWhy(string name, bool replace, string expected)
    {
        File.WriteAllText(PathOf("there.tar"), "");
        Directory.CreateDirectory(PathOf("folder"));

        var error = Assert.Throws<UserErrorException>(() => Archive(name).RequireWritable(replace));

        Assert.Equal(ExitCode.ReportFolder, error.ExitCode);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RequireWritable_MayBeReplaced_Is()
    {
        File.WriteAllText(PathOf("there.tar"), "");

        Archive("there.tar").RequireWritable(replace: true);
        Archive("new.tar").RequireWritable(replace: false);
    }

    [Fact]
    public async Task OpenAsync_NoImages_SaysWhy()
    {
        File.WriteAllBytes(PathOf("other.tar"), Tar("etc/hostname"));
        File.WriteAllBytes(PathOf("half.tar"), Tar("layer.tar", "manifest.json")[..700]);
        File.WriteAllText(PathOf("text"), new string('x', 2_000));
        File.WriteAllText(PathOf("empty"), "");

        Assert.Contains("no manifest.json", await OpenFailureAsync("other.tar"), StringComparison.Ordinal);
        Assert.Contains("not all of one", await OpenFailureAsync("half.tar"), StringComparison.Ordinal);
        Assert.Contains("no archive of images", await OpenFailureAsync("text"), StringComparison.Ordinal);
        Assert.Contains("no archive of images", await OpenFailureAsync("empty"), StringComparison.Ordinal);
        Assert.Contains("not there", await OpenFailureAsync("gone.tar"), StringComparison.Ordinal);
        Assert.Contains("a folder", await OpenFailureAsync("."), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAsync_Compressed_IsLeftToTheDaemon()
    {
        File.WriteAllBytes(PathOf("a.tar.gz"), [0x1f, 0x8b, 8, 0]);

        await using var opened = await Archive("a.tar.gz").OpenAsync(CancellationToken.None);

        Assert.Equal(0, opened.Position);
    }

    [DockerFact]
    public async Task OpenAsync_WhatADaemonSaved_IsLoadedAgain()
    {
        using var docker = new DockerApi(TestDaemon.Host!);
        using var daemon = new TestDaemon();
        var name = $"loadlab/test-save:{Guid.NewGuid():N}";
        await TestDaemon.BuildSmallestAsync(docker, name);
        await using (var images = await docker.SaveImagesAsync([name], CancellationToken.None))
        {
            await Archive("a.tar").WriteAsync(images, replace: false, CancellationToken.None);
        }

        await daemon.RemoveImageAsync(name);
        var steps = new List<string?>();
        await using (var images = await Archive("a.tar").OpenAsync(CancellationToken.None))
        {
            await docker.LoadImageAsync(images, step => steps.Add(step.Stream), CancellationToken.None);
        }

        Assert.Contains($"Loaded image: {name}\n", steps);
        Assert.NotNull(await docker.FindImageAsync(name, CancellationToken.None));
        await daemon.RemoveImageAsync(name);
    }

    private async Task<string> OpenFailureAsync(string name) => (await Assert.ThrowsAsync<UserErrorException>(() => Archive(name).OpenAsync(CancellationToken.None))).Message;

    private static byte[] Tar(params string[] names)
    {
        using var archive = new MemoryStream();
        using (var writer = new TarWriter(archive, TarEntryFormat.Ustar, leaveOpen: true))
        {
            foreach (var name in names)
            {
                writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(new byte[1_000]) });
            }
        }

        return archive.ToArray();
    }

    private ImageArchive Archive(string name) => new(PathOf(name));

    private string PathOf(string name) => Path.GetFullPath(name, _folder.Path);

    private string[] Names() => [.. new DirectoryInfo(_folder.Path).EnumerateFileSystemInfos().Select(entry => entry.Name)];
}
