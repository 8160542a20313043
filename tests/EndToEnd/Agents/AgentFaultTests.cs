using System.Text.RegularExpressions;
using LoadLab.Harness.Agents.Coordinator;
using LoadLab.Tests;

namespace LoadLab.EndToEnd.Agents;

/// <summary>One agent of four breaks in mid-run, each time in another way; as processes, as a user has them.</summary>
public sealed class AgentFaultTests : IDisposable
{
    private readonly AgentProcesses _agents = new();

    public void Dispose() => _agents.Dispose();

    [LinuxFact]
    public async Task Run_AgentKilled_OthersTakeOverAndTheRunSaysSo()
    {
        AddAll();
        using var run = _agents.Run(4, "inject:rate=100,during=14s");
        await _agents.UnderWayAsync(250);
        _agents.All[3].Kill();

        await AssertTakenOverAsync(run);
    }

    [LinuxFact]
    public async Task Run_AgentStopped_OthersTakeOverAndContinuedItStopsItsLoadAndIsUsableAgain()
    {
        AddAll();
        using var run = _agents.Run(4, "inject:rate=100,during=14s");
        await _agents.UnderWayAsync(250);
        AgentProcesses.Signal(_agents.All[3], "STOP");

        await AssertTakenOverAsync(run);
        var before = _agents.Server.Requests;
        AgentProcesses.Signal(_agents.All[3], "CONT");
        await HarnessProcess.WaitUntilAsync(() => _agents.All[3].Output.Contains("the load is ended", StringComparison.Ordinal), $"it ended its load: {_agents.All[3].Output}");
        // What it was about to send when it was stopped may still go out, not what it is behind with: some 300 of its arrivals were due meanwhile.
        Assert.InRange(_agents.Server.Requests - before, 0, 10);
        before = _agents.Server.Requests;
        using var next = _agents.Run(4, "inject:rate=100,during=2s");
        Assert.Contains(await next.ExitCodeAsync(), (int[])[0, 4]);
        Assert.Equal(200, AgentProcesses.Sent(next));
        Assert.InRange(_agents.Server.Requests - before, 200, 220);
    }

    [LinuxFact]
    public async Task Run_LinkCut_OthersTakeOverAndTheAgentEndsItsLoad()
    {
        using var relay = new TcpRelay(_agents.Port);
        AddAll(relay.Port);
        using var run = _agents.Run(4, "inject:rate=100,during=14s");
        await _agents.UnderWayAsync(250);
        relay.Cut();

        await AssertTakenOverAsync(run);
        await HarnessProcess.WaitUntilAsync(() => _agents.All[3].Output.Contains("load is ended", StringComparison.Ordinal), "its lease is over");
    }

    [LinuxFact]
    public async Task Run_ConnectionDropped_NothingIsMissing()
    {
        using var relay = new TcpRelay(_agents.Port);
        AddAll(relay.Port);
        using var run = _agents.Run(4, "inject:rate=100,during=6s");
        await _agents.UnderWayAsync(150);
        relay.Drop();

        Assert.Contains(await run.ExitCodeAsync(), (int[])[0, 4]);

        Assert.Equal((600, 600), (AgentProcesses.Sent(run), _agents.Server.Requests));
        Assert.Contains("agent-4: It came back on a new connection", run.Error, StringComparison.Ordinal);
        Assert.Equal(600, Kept());
    }

    [LinuxFact]
    public async Task Run_LocalAgents_MakeTheLoadAndEnd()
    {
        using var run = HarnessProcess.Start(_agents.Folder.Path, "run", "--url", _agents.Server.Address.ToString(), "--agents", "2", "--simulation", "inject:rate=50,during=2s", "--json", "--out", "out");

        Assert.Contains(await run.ExitCodeAsync(), (int[])[0, 4]);

        Assert.Equal((100, 100), (AgentProcesses.Sent(run), _agents.Server.Requests));
        Assert.Equal([50, 50], AgentProcesses.SentByAgents(run));
        Assert.Empty(await run.LeftoversAfterAWhileAsync());
    }

    [LinuxFact]
    public async Task Run_LocalAgentsWithoutJson_TellsThePartOfEach()
    {
        using var run = HarnessProcess.Start(_agents.Folder.Path, "run", "--url", _agents.Server.Address.ToString(), "--agents", "2", "--simulation", "inject:rate=50,during=1s");

        Assert.Contains(await run.ExitCodeAsync(), (int[])[0, 4]);

        Assert.Equal(2, Regex.Count(run.Output, @"^  agent-\d +25 +50\.00%.+ (valid|suspect|invalid)$", RegexOptions.Multiline));
    }

    [LinuxFact]
    public async Task Run_CtrlCWithLocalAgents_KeepsResultsAndLeavesNoProcess()
    {
        using var run = HarnessProcess.Start(_agents.Folder.Path, "run", "--url", _agents.Server.Address.ToString(), "--agents", "2", "--simulation", "inject:rate=50,during=120s", "--json", "--out", "out");
        await _agents.UnderWayAsync(100);
        run.Interrupt();

        Assert.Equal(130, await run.ExitCodeAsync());

        Assert.Equal(_agents.Server.Requests, AgentProcesses.Sent(run));
        Assert.Empty(await run.LeftoversAfterAWhileAsync());
        Assert.True(File.Exists(Path.Combine(_agents.Folder.Path, "out", "intervals.csv")));
    }

    [LinuxFact]
    public async Task Run_KilledWithLocalAgents_TheyEndByThemselves()
    {
        using var run = HarnessProcess.Start(_agents.Folder.Path, "run", "--url", _agents.Server.Address.ToString(), "--agents", "2", "--simulation", "inject:rate=50,during=120s");
        await _agents.UnderWayAsync(100);
        Assert.NotEmpty(run.Leftovers());
        run.Kill();
        await run.ExitCodeAsync();

        await HarnessProcess.WaitUntilAsync(() => run.Leftovers().Count == 0, "the agents have ended");

        var requests = _agents.Server.Requests;
        await Task.Delay(500);
        Assert.Equal(requests, _agents.Server.Requests);
    }

    private void AddAll(int? portOfLast = null)
    {
        for (var number = 1; number <= 4; number++)
        {
            _agents.Add($"agent-{number}", number == 4 ? portOfLast : null);
        }
    }

    private async Task AssertTakenOverAsync(HarnessProcess run)
    {
        var code = await run.ExitCodeAsync();
        Assert.True(code is 0 or 4, $"{code}: {run.Output}{run.Error}");
        Assert.Contains("agent-4: It was not heard of for", run.Error, StringComparison.Ordinal);
        Assert.Contains("The load of agent-4 was taken over from", run.Error, StringComparison.Ordinal);
        Assert.Contains("its share of the load was missing until the others took it over", run.Output, StringComparison.Ordinal);
        // Every interval that came is kept and counted: the files say what the result says.
        Assert.Equal(AgentProcesses.Sent(run), Kept());
    }

    /// <summary>Requests that the kept intervals hold, all agents together.</summary>
    private long Kept()
    {
        var folder = Path.Combine(_agents.Folder.Path, "out");
        Assert.Equal(["agent-1", "agent-2", "agent-3", "agent-4"], AgentLog.AgentsIn(folder));
        return AgentLog.AgentsIn(folder).Sum(agent => AgentLog.Read(AgentLog.PathOf(folder, agent)) is var log ? log.Sum(log.Intervals.Count, ["GET /"]).ToResult(default).Counts.Sent : 0);
    }
}
