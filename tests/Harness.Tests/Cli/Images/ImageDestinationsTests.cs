using LoadLab.Harness.Cli.Images;
using LoadLab.Harness.Deployment.Swarm.Api;

namespace LoadLab.Harness.Tests.Cli.Images;

public sealed class ImageDestinationsTests
{
    private static readonly Dictionary<string, string> Variables = new()
    {
        [DockerHost.Variable] = "unix:///nowhere/1.sock",
        [DockerHost.NodesVariable] = "node2=unix:///nowhere/2.sock,node3=unix:///nowhere/3.sock",
    };

    [Theory]
    [InlineData("", false, "unix:///nowhere/1.sock")]
    [InlineData("", true, "unix:///nowhere/1.sock unix:///nowhere/2.sock unix:///nowhere/3.sock")]
    [InlineData("node3 node2 node3", false, "unix:///nowhere/3.sock unix:///nowhere/2.sock")]
    public async Task ChooseAsync_KnownNodes_AreTheirDaemonsOnceEach(string nodes, bool all, string expected)
    {
        var hosts = await ImageDestinations.ChooseAsync(Variables, nodes.Split(' ', StringSplitOptions.RemoveEmptyEntries), all, CancellationToken.None);

        Assert.Equal(expected, string.Join(' ', hosts));
    }

    // It could be the name of the node that DOCKER_HOST leads to, which only its daemon knows.
    [Fact]
    public Task ChooseAsync_AnotherNodeAndNoDaemon_SaysThatThereIsNone() =>
        Assert.ThrowsAsync<DockerException>(() => ImageDestinations.ChooseAsync(Variables, ["node1"], all: false, CancellationToken.None));
}
