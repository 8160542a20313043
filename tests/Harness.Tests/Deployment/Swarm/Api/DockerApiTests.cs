using System.Text;
using LoadLab.Harness.Deployment.Swarm.Api;

namespace LoadLab.Harness.Tests.Deployment.Swarm.Api;

/// <summary>What needs no daemon; the rest is tested against real ones in the end-to-end tests.</summary>
public sealed class DockerApiTests
{
    [Theory]
    [InlineData("1.41", "1.12", "1.41")]
    [InlineData("1.51", "1.24", "1.41")]
    [InlineData("1.40", "1.12", "1.40")]
    [InlineData("1.52", "1.44", "1.44")]
    [InlineData(null, null, "1.41")]
    public void VersionToSpeak_Daemon_IsTheNearestItSpeaks(string? newest, string? oldest, string expected) =>
        Assert.Equal(Version.Parse(expected), DockerApi.VersionToSpeak(newest, oldest));

    [Fact]
    public void TextOf_FramesOfBothStreams_IsTheirTextInOrder()
    {
        byte[] frames = [1, 0, 0, 0, 0, 0, 0, 3, .. "ab\n"u8, 2, 0, 0, 0, 0, 0, 0, 2, .. "c\n"u8];

        Assert.Equal("ab\nc\n", DockerApi.TextOf(frames));
    }

    [Fact]
    public void TextOf_FrameCutAnywhere_NeverReadsBeyondTheEnd()
    {
        byte[] frames = [1, 0, 0, 0, 0, 0, 0, 5, .. "hello"u8, 1, 0, 0, 0, 255, 255, 255, 255, .. "x"u8];

        for (var length = 0; length <= frames.Length; length++)
        {
            Assert.True(DockerApi.TextOf(frames.AsSpan(0, length)).Length <= length);
        }
    }

    [Fact]
    public void TextOf_TerminalWithoutFrames_IsTheText() => Assert.Equal("plain text", DockerApi.TextOf(Encoding.UTF8.GetBytes("plain text")));

    [Fact]
    public async Task InfoAsync_NoDaemon_SaysHowToStartOne()
    {
        using var api = new DockerApi(new DockerHost(new Uri("unix:///nowhere/docker.sock")));

        var error = await Assert.ThrowsAsync<DockerException>(() => api.InfoAsync(CancellationToken.None));

        Assert.True(error.IsUnreachable);
        Assert.Contains("start it", error.Message, StringComparison.Ordinal);
    }
}
