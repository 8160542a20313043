using System.Net;
using System.Net.Sockets;
using LoadLab.Harness.Agents.Access;
using LoadLab.Harness.Cli;
using LoadLab.Harness.Profiles;
using LoadLab.Harness.Tests.Results;
using LoadLab.Tests;

namespace LoadLab.Harness.Tests.Cli;

/// <summary>What is wrong on a command line is said in one sentence, and ends with its exit code.</summary>
public sealed class AgentsCommandLineTests : IDisposable
{
    private const string Token = "a-token-of-enough-characters";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--join", "http://x:1", "no address of a coordinator")]
    [InlineData("--join", "ws://x", "names no port")]
    [InlineData("--join", "ws://x:1/path", "no address of a coordinator")]
    [InlineData("--join", "::::", "no address of a coordinator")]
    [InlineData("--join", "ws://x:1 --fingerprint aa", "no effect without TLS")]
    [InlineData("--join", "wss://x:1 --fingerprint aa", "64 hexadecimal digits")]
    [InlineData("--join", "ws://x:1 --name a/b", "--name")]
    [InlineData("--join", "ws://x:1 --max-rate 0", "--max-rate")]
    [InlineData("--join", "ws://x:1 --max-rate -5", "--max-rate")]
    [InlineData("--join", "ws://x:1 --max-connections 0", "--max-connections")]
    [InlineData("--join", "ws://x:1 --max-duration soon", "--max-duration")]
    [InlineData("--join", "ws://x:1 --give-up-after 0s", "--give-up-after")]
    [InlineData("--join", "ws://x:1 --token-file nowhere", "cannot be read")]
    public Task Agent_BadInput_IsToldInOneSentence(string option, string value, string message) =>
        AssertRefusedAsync(new Dictionary<string, string> { [AgentToken.Variable] = Token }, message, ["agent", option, .. value.Split(' ')]);

    [Theory]
    [InlineData(null, "token is missing")]
    [InlineData("short", "5 characters")]
    [InlineData("a token with blanks in it", "blank")]
    public Task Agent_BadToken_IsToldInOneSentence(string? token, string message) => AssertRefusedAsync(
        token is null ? [] : new Dictionary<string, string> { [AgentToken.Variable] = token }, message, "agent", "--join", "ws://127.0.0.1:1");

    [Fact]
    public async Task Agent_NobodyListens_GivesUpAfterItsTime()
    {
        var (code, error) = await RunAsync(
            new Dictionary<string, string> { [AgentToken.Variable] = Token }, "agent", "--join", $"ws://127.0.0.1:{FreePort()}", "--give-up-after", "200ms");

        Assert.Equal(ExitCode.TargetUnavailable, code);
        Assert.Contains("was not found", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--agents 0", "--agents: 0 is not between")]
    [InlineData("--agents -1", "--agents: -1 is not between")]
    [InlineData("--agents-join", "--agents N")]
    [InlineData("--agents 2 --agents-join --agents-listen nonsense", "'nonsense' has no port")]
    [InlineData("--agents 2 --agents-join --agents-listen 127.0.0.1", "'127.0.0.1' has no port")]
    [InlineData("--agents 2 --agents-join --agents-listen nowhere.invalid:7710", "no address to listen at: nowhere.invalid is unknown here")]
    [InlineData("--agents 2 --agents-join --agents-listen 203.0.113.7:7710", "cannot be listened for")]
    [InlineData("--agents 2 --agents-join --agents-token-file nowhere", "cannot be read")]
    [InlineData("--agents 2 --agents-join --agents-listen 127.0.0.1:0 --agents-key k", "--agents-certificate")]
    [InlineData("--agents 2 --agents-join --agents-listen 127.0.0.1:0 --agents-certificate nowhere", "certificate")]
    public async Task Run_BadInput_IsToldInOneSentence(string options, string message)
    {
        using var server = new CountingServer();

        await AssertRefusedAsync([], message, ["run", "--url", server.Address.ToString(), .. options.Split(' ')]);

        Assert.Equal(0, server.Requests);
    }

    [Fact]
    public async Task Run_PortTaken_IsToldInOneSentence()
    {
        using var server = new CountingServer();

        await AssertRefusedAsync([], "cannot be listened for", "run", "--url", server.Address.ToString(), "--agents", "1", "--agents-join", "--agents-listen", $"127.0.0.1:{server.Address.Port}");
    }

    [Fact]
    public async Task RequireJoined_TooFewInTime_SaysHowManyAndWhatToDoWithoutAProfile()
    {
        using var error = new StringWriter();
        var config = new AgentsConfig { Count = 2, Start = AgentStart.Join, Listen = "localhost:0", Within = TimeSpan.FromMilliseconds(50) };
        await using var agents = await AgentsSession.BeginAsync(config, new AgentsArguments(), State([], error), logFolder: null, swarm: null, CancellationToken.None);

        var refusal = await Assert.ThrowsAsync<UserErrorException>(() => agents.RequireJoinedAsync(CancellationToken.None));

        Assert.Equal((ExitCode.MissingPrerequisite, "0 of 2 agents joined within 0.05 s: start more of them, or lower --agents."), (refusal.ExitCode, refusal.Message));
    }

    [Fact]
    public async Task Run_ScenariosInCSharp_AreRefused()
    {
        var assembly = typeof(LoadLab.Engine.Scenarios.Scenario).Assembly.Location;

        var (code, error) = await RunAsync([], "run", "--scenarios", assembly, "--scenario", "none", "--agents", "2");

        Assert.Contains(code, (ExitCode[])[ExitCode.Usage, ExitCode.InvalidProfile]);
        AssertOneSentence(error);
    }

    private async Task AssertRefusedAsync(Dictionary<string, string> environment, string message, params string[] args)
    {
        var (code, error) = await RunAsync(environment, args);

        Assert.Equal(ExitCode.Usage, code);
        Assert.Contains(message, error, StringComparison.Ordinal);
        AssertOneSentence(error);
    }

    private static void AssertOneSentence(string error)
    {
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.Single(error.Trim().Split('\n'));
    }

    private async Task<(ExitCode Code, string Error)> RunAsync(Dictionary<string, string> environment, params string[] args)
    {
        using var error = new StringWriter();
        var code = await HarnessApp.RunAsync(args, State(environment, error)).WaitAsync(TimeSpan.FromSeconds(60));
        return ((ExitCode)code, error.ToString());
    }

    private GlobalState State(Dictionary<string, string> environment, TextWriter error) => new()
    {
        Out = TextWriter.Null,
        Error = error,
        IsTerminal = false,
        WorkingDirectory = _folder.Path,
        Time = TimeProvider.System,
        Environment = environment,
    };

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
