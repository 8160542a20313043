using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using LoadLab.Tests;

namespace LoadLab.EndToEnd.Agents;

/// <summary>Agents as processes of their own, and a server for them to load.</summary>
internal sealed class AgentProcesses : IDisposable
{
    public const string Token = "a-token-for-these-tests";

    private readonly List<HarnessProcess> _agents = [];

    public TemporaryFolder Folder { get; } = new();

    public CountingServer Server { get; } = new();

    /// <summary>Where the coordinator shall listen.</summary>
    public int Port { get; } = FreePort();

    public IReadOnlyList<HarnessProcess> All => _agents;

    public static IReadOnlyDictionary<string, string> Environment { get; } = new Dictionary<string, string> { ["LOADLAB_AGENT_TOKEN"] = Token };

    public HarnessProcess Add(string name, int? port = null, params string[] more)
    {
        var agent = HarnessProcess.StartWith(Environment, Folder.Path, ["agent", "--join", $"ws://127.0.0.1:{port ?? Port}", "--name", name, .. more]);
        _agents.Add(agent);
        return agent;
    }

    /// <summary>A run that waits for agents.</summary>
    public HarnessProcess Run(int agents, string simulation, params string[] more) => HarnessProcess.StartWith(
        Environment,
        Folder.Path,
        [
            "run", "--url", Server.Address.ToString(), "--agents", $"{agents}", "--agents-join", "--agents-listen", $"127.0.0.1:{Port}", "--simulation", simulation, "--pacing", "frugal",
            "--json", "--out", "out", .. more,
        ]);

    public async Task UnderWayAsync(int requests) =>
        await HarnessProcess.WaitUntilAsync(() => Server.Requests >= requests, $"the load is under way: {Server.Requests} requests; {string.Join("\n", _agents.Select(agent => agent.Output + agent.Error))}");

    public static void Signal(HarnessProcess process, string signal)
    {
        using var kill = Process.Start("kill", ["-s", signal, process.Id.ToString()]);
        kill.WaitForExit();
    }

    public static JsonElement Load(HarnessProcess run) => JsonDocument.Parse(run.Output).RootElement.GetProperty("load");

    public static long Sent(HarnessProcess run) => Load(run).GetProperty("counts").GetProperty("sent").GetInt64();

    /// <summary>What each agent sent, in the order in which the run tells of them.</summary>
    public static IReadOnlyList<long> SentByAgents(HarnessProcess run) =>
        [.. JsonDocument.Parse(run.Output).RootElement.GetProperty("agents").GetProperty("agents").EnumerateArray().Select(agent => agent.GetProperty("sent").GetInt64())];

    public void Dispose()
    {
        _agents.ForEach(agent => agent.Dispose());
        Server.Dispose();
        Folder.Dispose();
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
