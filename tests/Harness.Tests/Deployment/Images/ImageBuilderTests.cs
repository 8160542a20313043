using System.Text.Json.Nodes;
using LoadLab.Harness.Deployment;
using LoadLab.Harness.Deployment.Images;
using LoadLab.Harness.Deployment.Swarm.Api;

namespace LoadLab.Harness.Tests.Deployment.Images;

/// <summary>With a real daemon, under names of their own, so that a user's images stay what they are.</summary>
public sealed class ImageBuilderTests : IAsyncLifetime
{
    private readonly string _name = $"loadlab/test-build:{Guid.NewGuid():N}";
    private readonly List<string> _progress = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (TestDaemon.Host is not null)
        {
            using var daemon = new TestDaemon();
            await daemon.RemoveImageAsync(_name);
        }
    }

    [DockerFact]
    public async Task BuildAsync_TargetApi_AnswersThatItIsReady()
    {
        using var docker = new DockerApi(TestDaemon.Host!);
        using var daemon = new TestDaemon();

        var image = await BuildAsync(docker, "target-api", BaseImage.Local);

        Assert.Contains(_name, image.RepoTags!);
        Assert.Contains(_progress, line => line.StartsWith("Step 1/", StringComparison.Ordinal));
        var container = await daemon.StartContainerAsync(Container());
        try
        {
            Assert.Equal("healthy", await HealthAsync(daemon, container));
        }
        finally
        {
            await daemon.RemoveContainerAsync(container);
        }
    }

    [DockerFact]
    public async Task BuildAsync_SameFilesAgain_IsTheSameImage()
    {
        using var docker = new DockerApi(TestDaemon.Host!);
        using var daemon = new TestDaemon();

        var first = await BuildAsync(docker, "harness", BaseImage.Local);
        var second = await BuildAsync(docker, "harness", BaseImage.Local);

        Assert.Equal(first.Id, second.Id);
        var labels = (await daemon.ImageAsync(first.Id))["Config"]!["Labels"]!;
        Assert.Equal(("1.2.3+abc", "abc", BaseImage.Local), (Label("version"), Label("revision"), Label("base.name")));

        string? Label(string name) => (string?)labels[$"org.opencontainers.image.{name}"];
    }

    [DockerFact]
    public async Task BuildAsync_DaemonFailsInTheMidst_IsToldInItsWords()
    {
        using var docker = new DockerApi(TestDaemon.Host!);

        var error = await Assert.ThrowsAsync<DockerException>(() => BuildAsync(docker, "harness", "127.0.0.1:1/no/such:image"));

        Assert.False(error.IsUnreachable);
        Assert.Contains("127.0.0.1:1", error.Message, StringComparison.Ordinal);
    }

    private Task<Harness.Deployment.Swarm.Api.Models.Image> BuildAsync(DockerApi docker, string name, string baseImage)
    {
        var context = BuildContext.Of(Assert.Single(OwnImage.Named([name])), SourceTree.Find(AppContext.BaseDirectory)!);
        return new ImageBuilder(docker, step => _progress.Add(step.Stream ?? "")).BuildAsync(context, baseImage, [_name], "1.2.3+abc", CancellationToken.None);
    }

    // Asked from inside: not every daemon's containers can be reached from here.
    private JsonObject Container() => new()
    {
        ["Image"] = _name,
        ["Healthcheck"] = new JsonObject
        {
            ["Test"] = new JsonArray("CMD", "bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /readyz HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && read -r line <&3 && [[ $line = *' 200 '* ]]"),
            ["Interval"] = 500_000_000,
            ["Timeout"] = 2_000_000_000,
            ["Retries"] = 50,
        },
    };

    private static async Task<string?> HealthAsync(TestDaemon daemon, string container)
    {
        for (var waited = 0; ; waited++)
        {
            var state = await daemon.StateAsync(container);
            if ((string?)state["Health"]!["Status"] is not "starting" || waited == 250)
            {
                return (string?)state["Health"]!["Status"];
            }

            await Task.Delay(100);
        }
    }
}
