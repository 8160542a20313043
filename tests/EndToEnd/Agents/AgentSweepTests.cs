using System.Diagnostics;

namespace LoadLab.EndToEnd.Agents;

/// <summary>Sweeps whose coordinator or agents die between or in trials.</summary>
public sealed class AgentSweepTests : IDisposable
{
    private readonly AgentProcesses _agents = new();

    public void Dispose() => _agents.Dispose();

    [LinuxFact]
    public async Task Sweep_CoordinatorKilledAndResumed_FindsItsAgentsAgainAndFinishes()
    {
        WriteProfile("join", "during: 2s", repeats: 3);
        _agents.Folder.Write("token", AgentProcesses.Token);
        string[] listen = ["--agents-listen", $"127.0.0.1:{_agents.Port}", "--agents-token-file", "token"];
        var one = _agents.Add("agent-1");
        _agents.Add("agent-2");
        using var killed = HarnessProcess.Start(_agents.Folder.Path, ["sweep", "--profile", "p.yml", "--out", "out", .. listen]);
        await HarnessProcess.WaitUntilAsync(() => Finished().Length >= 1 && _agents.Server.Requests > 130, "the second trial runs");

        killed.Kill();

        await killed.ExitCodeAsync();
        await HarnessProcess.WaitUntilAsync(() => one.Output.Contains("trying again", StringComparison.Ordinal), "the agent looks for its coordinator");
        using var resumed = HarnessProcess.Start(_agents.Folder.Path, ["sweep", "--resume", "--out", "out", .. listen]);
        var code = await resumed.ExitCodeAsync();

        Assert.True(code is 0 or 4, resumed.Output + resumed.Error);
        Assert.Equal(3, Finished().Length);
        Assert.All(Finished(), trial => Assert.Contains("\"agent-2\"", File.ReadAllText(trial), StringComparison.Ordinal));
        Assert.All(Finished(), trial => Assert.Contains("ompleted", File.ReadAllText(trial), StringComparison.Ordinal));
        Assert.False(one.Output.Contains("   at ", StringComparison.Ordinal), one.Output);
        using var report = await HarnessProcess.RunAsync(_agents.Folder.Path, "report", "out");
        Assert.NotEqual(6, report.ExitCode);
        Assert.DoesNotContain("Trial ", report.Error, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task Sweep_LocalAgentKilledBetweenTrials_IsStartedAgain()
    {
        WriteProfile("local", "during: 2s", repeats: 3);
        using var sweep = HarnessProcess.Start(_agents.Folder.Path, "sweep", "--profile", "p.yml", "--out", "out");
        await HarnessProcess.WaitUntilAsync(() => _agents.Server.Requests > 20, "the first trial runs");
        var agent = sweep.Leftovers().First(pid => CommandOf(pid).Contains("agent-2", StringComparison.Ordinal));
        using (var kill = Process.Start("kill", ["-s", "KILL", agent]))
        {
            await kill.WaitForExitAsync();
        }

        var code = await sweep.ExitCodeAsync();

        Assert.True(code is 0 or 4, sweep.Output + sweep.Error);
        var trials = Finished();
        Assert.Equal(3, trials.Length);
        Assert.All(trials, trial => Assert.Contains("ompleted", File.ReadAllText(trial), StringComparison.Ordinal));
        // Both make the last one, under the names that they had.
        Assert.Contains("\"agent-2\"", File.ReadAllText(trials[^1]), StringComparison.Ordinal);
        Assert.DoesNotContain("\"lost\"", File.ReadAllText(trials[^1]), StringComparison.OrdinalIgnoreCase);
        Assert.Empty(await sweep.LeftoversAfterAWhileAsync());
    }

    private static string CommandOf(string pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline");
        }
        catch (IOException)
        {
            return "";
        }
    }

    private string[] Finished() => Directory.Exists(Path.Combine(_agents.Folder.Path, "out", "trials"))
        ? [.. Directory.GetFiles(Path.Combine(_agents.Folder.Path, "out", "trials"), "trial.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal)]
        : [];

    private void WriteProfile(string start, string during, int repeats) => _agents.Folder.Write("p.yml", $$"""
        name: agents
        target:
          deployment: external
          urls: ["{{_agents.Server.Address.ToString().TrimEnd('/')}}"]
          ready: { path: /, within: 30s }
        load:
          request: { path: / }
          simulations:
            - inject: { rate: 50, {{during}} }
        agents:
          count: 2
          start: {{start}}
        trials: { repeats: {{repeats}}, seed: 7 }
        """);
}
