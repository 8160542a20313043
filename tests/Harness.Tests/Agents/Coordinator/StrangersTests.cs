using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using LoadLab.Engine;
using LoadLab.Engine.LoadModels;
using LoadLab.Harness.Agents.Access;
using LoadLab.Harness.Agents.Agent;
using LoadLab.Harness.Agents.Protocol;
using LoadLab.Harness.Agents.Protocol.Messages;
using LoadLab.Harness.Tests.Agents.Protocol;

namespace LoadLab.Harness.Tests.Agents.Coordinator;

/// <summary>Whoever knocks without a right to: sent away, told of once, and of no effect on the load that is being made.</summary>
[Collection(AgentsCollection.Name)]
public sealed class StrangersTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Run_StrangersOfAllKindsKnock_IsWhatItWouldBeWithoutThem()
    {
        await using var team = await AgentTeam.StartAsync(2);
        var port = team.Coordinator.Listen.Port;
        var running = team.RunAsync(team.Load(new Inject(50, Second, 4 * Second)));
        await AgentTeam.WaitUntilAsync(() => team.Server.Requests > 10, "the load is under way");

        for (var times = 0; times < 2; times++)
        {
            await KnockAsync(port, "GET / HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray());
            await KnockAsync(port, [0, 255, 22, 3, 1, 13, 10]);
            await SayAsync(port, "not json"u8.ToArray(), isText: true);
            await SayAsync(port, new byte[100_000], isText: true);
            await SayAsync(port, [1, 2, 3], isText: false);
            await SayAsync(port, Encoding.UTF8.GetBytes("""{"type":"pong","id":1,"t0Ns":1,"t1Ns":1,"t2Ns":1}"""), isText: true);
            await Assert.ThrowsAsync<UserErrorException>(() => JoinAsync(port, "another-token-of-the-length"));
        }

        var made = await running;
        Assert.Equal((200, 200, 2), (made.Load.Counts.Sent, team.Server.Requests, made.Summary.Agents.Count));
        var refusals = team.Log.Where(line => line.StartsWith("Refused a connection", StringComparison.Ordinal)).ToList();
        // One for each kind of breach, not for each knock.
        Assert.InRange(refusals.Count, 3, 5);
        Assert.Contains(refusals, line => line.Contains("token", StringComparison.Ordinal));
        Assert.Equal(2, team.Coordinator.Agents.Count);
    }

    [Fact]
    public async Task Join_WrongToken_IsRefusedByTheAgentItself()
    {
        await using var team = await AgentTeam.StartAsync(0);

        var refusal = await Assert.ThrowsAsync<UserErrorException>(() => JoinAsync(team.Coordinator.Listen.Port, "another-token-of-the-length"));

        Assert.Equal(ExitCode.Usage, refusal.ExitCode);
        Assert.Contains("token", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(team.Coordinator.Agents);
    }

    [Fact]
    public async Task Join_AnswerWithoutTheToken_IsRefused()
    {
        await using var team = await AgentTeam.StartAsync(0);
        using var socket = await ConnectAsync(team.Coordinator.Listen.Port);
        await using var channel = new MessageChannel(socket, Side.Agent, TimeProvider.System);
        using var limit = new CancellationTokenSource(Patience);
        await channel.SendAsync(Samples.Hello(), limit.Token);
        Assert.IsType<Challenge>(await channel.ReceiveAsync(limit.Token));

        await channel.SendAsync(Samples.Answer(null), limit.Token);

        Assert.Equal(RefusalCode.WrongToken, Assert.IsType<Refused>(await channel.ReceiveAsync(limit.Token)).Code);
        Assert.Empty(team.Coordinator.Agents);
        await AgentTeam.WaitUntilAsync(() => team.Log.Any(line => line.Contains("token", StringComparison.Ordinal)), "it is told of");
    }

    [Fact]
    public async Task Join_Tls_PinnedCertificateIsAcceptedAndAnotherOneIsNot()
    {
        using var certificate = CoordinatorCertificate.Create(TimeProvider.System.GetUtcNow(), "localhost");
        await using var team = await AgentTeam.StartAsync(0, options => options with { Certificate = certificate });
        var address = new Uri($"wss://127.0.0.1:{team.Coordinator.Listen.Port}");
        using var stop = new CancellationTokenSource();
        var options = new AgentOptions { Coordinator = address, Token = Samples.Token, Name = "pinned", Fingerprint = team.Coordinator.Fingerprint };
        using var session = new AgentSession(options, TimeProvider.System, _ => { });
        var serving = session.RunAsync(stop.Token);
        await team.Coordinator.WaitForAsync(1, Patience, CancellationToken.None);
        Assert.Equal(30, (await team.RunAsync(team.Load(new Inject(30, Second, Second)))).Load.Counts.Sent);

        using var wrong = new AgentSession(options with { Fingerprint = new string('0', 64) }, TimeProvider.System, _ => { });
        var refusal = await Assert.ThrowsAsync<UserErrorException>(() => wrong.RunAsync(CancellationToken.None).WaitAsync(Patience));
        using var unpinned = new AgentSession(options with { Fingerprint = null }, TimeProvider.System, _ => { });
        var untrusted = await Assert.ThrowsAsync<UserErrorException>(() => unpinned.RunAsync(CancellationToken.None).WaitAsync(Patience));

        Assert.Equal((ExitCode.Usage, ExitCode.Usage), (refusal.ExitCode, untrusted.ExitCode));
        Assert.Contains(team.Coordinator.Fingerprint!, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("--fingerprint", untrusted.Message, StringComparison.Ordinal);
        await stop.CancelAsync();
        await serving.WaitAsync(Patience);
    }

    [Fact]
    public async Task Leave_AgentAfterAgent_AreForgottenAndNamesAreFreeAgain()
    {
        await using var team = await AgentTeam.StartAsync(1);
        for (var again = 0; again < 5; again++)
        {
            team.Add("guest");
            await team.Coordinator.WaitForAsync(2, Patience, CancellationToken.None);
            Assert.Equal("guest", team.Coordinator.Agents[1].Name);
            await team.LeaveAsync("guest");
            await AgentTeam.WaitUntilAsync(() => team.Coordinator.Agents.Count == 1, "it is gone");
        }
    }

    [Theory]
    [InlineData("rate", "--max-rate")]
    [InlineData("users", "--max-connections")]
    [InlineData("loops", "--max-connections")]
    [InlineData("duration", "--max-duration")]
    [InlineData("target", "--allow-target")]
    public async Task Prepare_BeyondTheAgentsLimits_IsRefusedBeforeAnythingIsSent(string limit, string option)
    {
        await using var team = await AgentTeam.StartAsync(0);
        team.Add("limited", limits: limit switch
        {
            "rate" => new AgentLimits { Rate = 10 },
            "users" => new AgentLimits { Connections = 2 },
            "loops" => new AgentLimits { Connections = 2 },
            "duration" => new AgentLimits { Duration = Second },
            _ => new AgentLimits { Targets = ["other.example"] },
        });
        await team.Coordinator.WaitForAsync(1, Patience, CancellationToken.None);
        var load = team.Load(limit == "users" ? new KeepConstant(3, 2 * Second) : new Inject(20, Second, 2 * Second));
        load = limit == "loops" ? load with { Options = load.Options with { Loops = 3 } } : load;

        var failure = await Assert.ThrowsAsync<LoadSetupException>(() => team.RunAsync(load));

        Assert.Contains("limited cannot make its share", failure.Message, StringComparison.Ordinal);
        Assert.Contains(option, failure.Message, StringComparison.Ordinal);
        Assert.Equal(0, team.Server.Requests);
    }

    [Fact]
    public async Task Prepare_WithinTheAgentsLimits_IsMade()
    {
        await using var team = await AgentTeam.StartAsync(0);
        team.Add("limited", limits: new AgentLimits { Rate = 30, Connections = 4, Duration = 2 * Second, Targets = [$"127.0.0.1:{team.Server.Address.Port}"] });
        await team.Coordinator.WaitForAsync(1, Patience, CancellationToken.None);

        var made = await team.RunAsync(team.Load(new Inject(20, Second, Second)));

        Assert.Equal(20, made.Load.Counts.Sent);
        Assert.InRange(made.Load.PeakConnections, 1, 4);
    }

    private static async Task JoinAsync(int port, string token)
    {
        using var session = new AgentSession(
            new AgentOptions { Coordinator = new Uri($"ws://127.0.0.1:{port}"), Token = token, Name = "stranger" }, TimeProvider.System, _ => { });
        await session.RunAsync(CancellationToken.None).WaitAsync(Patience);
    }

    /// <summary>Bytes on a plain connection, which has to be ended from the other side.</summary>
    private static async Task KnockAsync(int port, byte[] bytes)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port);
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            await client.GetStream().WriteAsync(bytes, limit.Token);
            client.Client.Shutdown(SocketShutdown.Send);
            while (await client.GetStream().ReadAsync(new byte[1024], limit.Token) > 0)
            {
            }
        }
        catch (Exception e) when (e is IOException or SocketException or InvalidOperationException)
        {
            // Reset: ended all the same.
        }
    }

    private static async Task<ClientWebSocket> ConnectAsync(int port)
    {
        var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol(AgentEndpoint.SubProtocol);
        using var limit = new CancellationTokenSource(Patience);
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{port}{AgentEndpoint.Path}"), limit.Token);
        return socket;
    }

    /// <summary>One frame as the first of a connection, which has to be ended from the other side.</summary>
    private static async Task SayAsync(int port, byte[] frame, bool isText)
    {
        using var socket = await ConnectAsync(port);
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            await socket.SendAsync(frame, isText ? WebSocketMessageType.Text : WebSocketMessageType.Binary, true, limit.Token);
            while ((await socket.ReceiveAsync(new byte[8192], limit.Token)).MessageType != WebSocketMessageType.Close)
            {
            }
        }
        catch (WebSocketException)
        {
            // Reset: ended all the same.
        }
    }
}
