using LoadLab.Engine.Http;
using LoadLab.Harness.Deployment;
using LoadLab.Harness.Deployment.External;
using LoadLab.Harness.Profiles;
using LoadLab.Harness.Tests.Results;

namespace LoadLab.Harness.Tests.Cli;

public sealed class RunOverTlsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TlsServer _server;

    public RunOverTlsTests() => _server = new TlsServer(CaFile);

    private string CaFile => Path.Combine(_folder.Path, "ca.pem");

    public void Dispose()
    {
        _server.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Run_CertificateNotTrusted_SaysSoBeforeAnyLoadAndHowToMendIt()
    {
        var (code, _, error) = await RunAsync();

        Assert.Equal(ExitCode.TargetUnavailable, code);
        Assert.Contains("is not trusted: it is signed by itself", error);
        Assert.Contains("--ca-file", error);
        Assert.Contains("--insecure", error);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("--insecure")]
    [InlineData("--ca-file", "ca.pem")]
    public async Task Run_CertificateTrustedOrNotChecked_Loads(params string[] options)
    {
        // So few requests may be judged invalid, which has an exit code of its own.
        var (_, output, error) = await RunAsync(options);

        Assert.Equal("", error);
        Assert.Contains("5 sent, 5 ok", output);
        Assert.Contains("204: 5", output);
    }

    [Fact]
    public async Task Run_TlsOptionsForPlainText_AreRefused()
    {
        var (code, _, error) = await CommandLine.RunAsync(_folder.Path, "run", "--url", "http://127.0.0.1:1/", "--insecure");

        Assert.Equal(ExitCode.Usage, code);
        Assert.Contains("no --url begins with https", error);
    }

    [Fact]
    public async Task Run_CaFileMissing_SaysWhich()
    {
        var (code, _, error) = await RunAsync("--ca-file", "gone.pem");

        Assert.Equal(ExitCode.Usage, code);
        Assert.Contains("gone.pem", error);
    }

    [Fact]
    public async Task ReadinessProbe_OverTls_TrustsWhomTheLoadTrusts()
    {
        await using var deployment = new ExternalDeployment([_server.Address]);
        using var trusting = TlsClient.Load(new TlsOptions { CaFile = CaFile });
        using var strict = TlsClient.Load(new TlsOptions());
        using var ready = new ReadinessProbe(trusting);
        using var refused = new ReadinessProbe(strict);
        var soon = new ReadyConfig { Path = "/", Within = TimeSpan.FromSeconds(20) };

        Assert.True(await ready.WaitAsync(deployment, soon, default) < 20);
        var failure = await Assert.ThrowsAsync<DeploymentFailedException>(
            () => refused.WaitAsync(deployment, soon with { Within = TimeSpan.FromMilliseconds(500) }, default));

        Assert.Contains("is not trusted", failure.Message);
    }

    private Task<(ExitCode Code, string Out, string Error)> RunAsync(params string[] options) => CommandLine.RunAsync(
        _folder.Path, ["run", "--url", _server.Address.ToString(), "--simulation", "iterations_for_constant:copies=1,iterations=5", .. options]);
}
