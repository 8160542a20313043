using System.Net;
using System.Net.Sockets;
using LoadLab.Engine.Http;
using LoadLab.Harness.Deployment;
using LoadLab.Harness.Deployment.External;
using LoadLab.Harness.Profiles;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Tests.Deployment;

public sealed class ReadinessProbeTests : IDisposable
{
    private readonly TlsClient _tls = TlsClient.Load(new TlsOptions());

    public void Dispose() => _tls.Dispose();

    [Fact]
    public async Task WaitAsync_BusyAtFirst_WaitsUntilTheStatusIsGood()
    {
        using var server = new StatusServer(503, 503, 200);
        using var probe = new ReadinessProbe(_tls);

        await probe.WaitAsync(server.Deployment(managed: true), Ready(seconds: 20), CancellationToken.None);

        Assert.Equal(3, server.Answered);
    }

    [Fact]
    public async Task WaitAsync_NeverReady_TellsTheLastStatusAndTheLog()
    {
        using var server = new StatusServer(503);
        using var probe = new ReadinessProbe(_tls);

        var error = await Assert.ThrowsAsync<DeploymentFailedException>(
            () => probe.WaitAsync(server.Deployment(managed: true, log: "still loading the model"), Ready(seconds: 1.5), CancellationToken.None));

        Assert.Contains("was not ready within 1.5 s", error.Message, StringComparison.Ordinal);
        Assert.Contains("status 503", error.Message, StringComparison.Ordinal);
        Assert.Contains("still loading the model", error.Message, StringComparison.Ordinal);
        Assert.Equal(FailureKind.NotReady, error.Kind);
    }

    [Fact]
    public async Task WaitAsync_NeverReadyForWorkersKilledForMemory_IsOutOfMemory()
    {
        using var server = new StatusServer(503);
        using var probe = new ReadinessProbe(_tls);
        var deployment = server.Deployment(managed: true);
        deployment.OomKills = 2;

        var error = await Assert.ThrowsAsync<DeploymentFailedException>(() => probe.WaitAsync(deployment, Ready(seconds: 0.5), CancellationToken.None));

        Assert.Equal(FailureKind.OutOfMemory, error.Kind);
    }

    [Fact]
    public async Task WaitAsync_NeverReady_TellsTheReplicasOwnReason()
    {
        using var server = new StatusServer(503) { Body = """{"detail": "The database at 127.0.0.1:5432 cannot be reached."}""" };
        using var probe = new ReadinessProbe(_tls);

        var error = await Assert.ThrowsAsync<DeploymentFailedException>(
            () => probe.WaitAsync(server.Deployment(managed: true), Ready(seconds: 1.5), CancellationToken.None));

        Assert.Contains("status 503: The database at 127.0.0.1:5432 cannot be reached.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("waiting\n for the model", ": waiting for the model")]
    [InlineData("""{"detail": ["a", 1]}""", """: ["a", 1]""")]
    [InlineData("""{"status": "starting"}""", """: {"status": "starting"}""")]
    [InlineData("""{"detail": "cut off""", """: {"detail": "cut off""")]
    [InlineData("red \u001b[31m", ": red [31m")]
    public void Phrase_AnyBody_IsOneLine(string body, string expected) => Assert.Equal(expected, NotReadyReason.Phrase(body));

    [Fact]
    public void Phrase_LongPage_IsCut() => Assert.InRange(NotReadyReason.Phrase(new string('x', 5000)).Length, 100, 500);

    [Fact]
    public async Task WaitAsync_ReplicaEnds_FailsAtOnceWithItsSentence()
    {
        using var server = new StatusServer(503);
        using var probe = new ReadinessProbe(_tls);
        var deployment = server.Deployment(managed: true);
        deployment.End("Replica 0 ended with exit code 3.", FailureKind.Ended);

        var error = await Assert.ThrowsAsync<DeploymentFailedException>(() => probe.WaitAsync(deployment, Ready(seconds: 600), CancellationToken.None));

        Assert.Equal("Replica 0 ended with exit code 3.", error.Message);
        Assert.Equal(FailureKind.Ended, error.Kind);
    }

    [Fact]
    public async Task WaitAsync_ExternalWithoutReadyPath_CountsAsReady()
    {
        using var server = new StatusServer(404);
        using var probe = new ReadinessProbe(_tls);

        await probe.WaitAsync(new ExternalDeployment([server.Address]), Ready(seconds: 20), CancellationToken.None);

        Assert.Equal(1, server.Answered);
    }

    [Fact]
    public async Task WaitAsync_NobodyListens_SaysUnreachable()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        listener.Stop();
        using var probe = new ReadinessProbe(_tls);

        var error = await Assert.ThrowsAsync<DeploymentFailedException>(
            () => probe.WaitAsync(new ExternalDeployment([address]), Ready(seconds: 0.2), CancellationToken.None));

        Assert.Contains("could not be reached", error.Message, StringComparison.Ordinal);
    }

    private static ReadyConfig Ready(double seconds) => new() { Path = "/readyz", Within = TimeSpan.FromSeconds(seconds) };
}
