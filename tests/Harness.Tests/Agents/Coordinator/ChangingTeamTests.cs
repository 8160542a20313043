using LoadLab.Engine;
using LoadLab.Engine.Http;
using LoadLab.Engine.LoadModels;
using LoadLab.Engine.SelfCheck;
using LoadLab.Harness.Agents.Coordinator;
using LoadLab.Harness.Agents.Launching;
using LoadLab.Harness.Experiments;
using LoadLab.Harness.Experiments.Checks;
using LoadLab.Harness.Profiles;
using LoadLab.Harness.Results;
using LoadLab.Harness.Tests.Deployment;
using LoadLab.Tests;

namespace LoadLab.Harness.Tests.Agents.Coordinator;

/// <summary>Agents that come, go and break while a load is made.</summary>
[Collection(AgentsCollection.Name)]
public sealed class ChangingTeamTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task RunAsync_OneJoinsAndOneLeaves_TheirSumIsStillThePlan()
    {
        await using var team = await AgentTeam.StartAsync(2);
        var running = team.RunAsync(team.Load(new Inject(100, Second, 9 * Second) { Arrivals = ArrivalProcess.Poisson }));
        await AgentTeam.WaitUntilAsync(() => team.Server.Requests > 100, "the load is under way");
        team.Add("late");
        await AgentTeam.WaitUntilAsync(() => team.Log.Any(line => line.Contains("shared by 3", StringComparison.Ordinal)), "the late one has a share");
        await team.LeaveAsync("agent-2");

        var made = await running;

        var plan = LoadPlan.Create([new Inject(100, Second, 9 * Second) { Arrivals = ArrivalProcess.Poisson }], new EngineOptions().Seed).PlannedArrivals!.Value;
        Assert.DoesNotContain(team.Log, line => line.Contains("in time", StringComparison.Ordinal));
        Assert.Equal((plan, plan, (int)plan), (made.Load.Counts.Planned, made.Load.Counts.Sent, team.Server.Requests));
        Assert.Equal(plan, made.Summary.Agents.Sum(agent => agent.Sent));
        Assert.Equal(plan, team.Intervals.Sum(interval => interval.Counts.Sent));
        Assert.Equal(AgentEnd.Left, AgentTeam.Of(made, "agent-2").End);
        var late = AgentTeam.Of(made, "late");
        Assert.True(late is { Sent: > 0, FromSeconds: > 0, StartedLateSeconds: 0 });
        Assert.True(AgentTeam.Has(made, AgentEventKind.Joined) && AgentTeam.Has(made, AgentEventKind.Left) && AgentTeam.Has(made, AgentEventKind.Shared));
        Assert.Equal(made.Load.OkPerSecond, made.Summary.Agents.Sum(agent => agent.RequestsPerSecond), 6);
        Assert.All(made.Summary.Agents, AssertFinite);
    }

    [Fact]
    public async Task RunAsync_LateJoiner_DoesNotTakeTheTimeBeforeForAStallOfItsOwn()
    {
        await using var team = await AgentTeam.StartAsync(1);
        var running = team.RunAsync(team.Load(new KeepConstant(2, 7 * Second)) with { ThinkTime = new ThinkTime(TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(20)) });
        await AgentTeam.WaitUntilAsync(() => team.Intervals.Count >= 2, "two intervals are over");
        team.Add("late");

        var made = await running;

        var late = made.Parts.Single(part => part.Name == "late").Load;
        Assert.True(late.Counts.Sent > 0);
        // It came after two seconds of seven.
        Assert.All(late.Generator.Loops, loop => Assert.InRange(loop.LongestStall, TimeSpan.Zero, TimeSpan.FromSeconds(1.5)));
        Assert.All(team.Intervals.Where(interval => !interval.IsDrain).SkipLast(1), interval => Assert.Equal(2, interval.Users));
    }

    [Fact]
    public async Task RunAsync_UniqueRowsWhileAgentsComeAndGo_StayUnique()
    {
        await using var team = await AgentTeam.StartAsync(2);
        var load = SharedLoadTests.WithRows(team.Load(new Inject(100, Second, 8 * Second)), 5_000);
        var running = team.RunAsync(load);
        await AgentTeam.WaitUntilAsync(() => team.Server.Requests > 50, "the load is under way");
        team.Add("late-1");
        team.Add("late-2");
        await AgentTeam.WaitUntilAsync(() => team.Log.Any(line => line.Contains("shared by 4", StringComparison.Ordinal)), "the late ones have shares");
        await team.LeaveAsync("agent-1");

        var made = await running;

        Assert.Equal((800, 800), (made.Load.Counts.Sent, team.Server.Paths.Distinct().Count()));
        Assert.All(made.Summary.Agents, agent => Assert.True(agent.Sent > 0));
    }

    [Fact]
    public async Task RunAsync_ConnectionDropped_GoesOnWithoutLoss()
    {
        await using var team = await AgentTeam.StartAsync(2);
        using var relay = new TcpRelay(team.Coordinator.Listen.Port);
        team.Add("relayed", relay.Port);
        await team.Coordinator.WaitForAsync(3, 20 * Second, CancellationToken.None);
        using var folder = new Results.TemporaryFolder();
        var running = team.RunAsync(team.Load(new Inject(90, Second, 6 * Second)), new AgentsRunOptions { Folder = folder.Path });
        await AgentTeam.WaitUntilAsync(() => team.Intervals.Count >= 1, "the first interval came");
        relay.Drop();

        var made = await running;

        Assert.Equal((540, 540), (made.Load.Counts.Sent, team.Server.Requests));
        Assert.True(AgentTeam.Has(made, AgentEventKind.Reconnected));
        var relayed = AgentTeam.Of(made, "relayed");
        Assert.Equal((AgentEnd.Finished, 0, 0, 180), (relayed.End, relayed.Missing, relayed.LeftOut, relayed.Sent));
        Assert.Equal(relayed.Intervals, AgentLog.Read(AgentLog.PathOf(folder.Path, "relayed")).Intervals.Count);
    }

    [Fact]
    public async Task RunAsync_LinksOfTwoCut_TheOthersTakeOverAndItIsSaid()
    {
        await using var team = await AgentTeam.StartAsync(2);
        using var relay = new TcpRelay(team.Coordinator.Listen.Port);
        team.Add("cut-1", relay.Port);
        team.Add("cut-2", relay.Port);
        await team.Coordinator.WaitForAsync(4, 20 * Second, CancellationToken.None);
        using var folder = new Results.TemporaryFolder();
        var running = team.RunAsync(team.Load(new Inject(100, Second, 12 * Second)), new AgentsRunOptions { Folder = folder.Path });
        await AgentTeam.WaitUntilAsync(() => team.Intervals.Count >= 2, "two intervals came");
        relay.Cut();

        var made = await running;

        foreach (var name in (string[])["cut-1", "cut-2"])
        {
            var cut = AgentTeam.Of(made, name);
            Assert.Equal(AgentEnd.Lost, cut.End);
            var log = AgentLog.Read(AgentLog.PathOf(folder.Path, name));
            Assert.Equal(log.Sum(cut.Intervals, ["GET /"]).ToResult(default).Counts.Sent, cut.Sent);
            Assert.Contains(made.Summary.Events, one => one.Kind == AgentEventKind.TakenOver && one.Text.Contains($" {name} ", StringComparison.Ordinal));
        }

        // The others make all of it from the moment of taking over: at the end each of the last intervals is whole.
        Assert.Equal(200, team.Intervals.Where(interval => !interval.IsDrain).TakeLast(2).Sum(interval => interval.Counts.Planned));
        var findings = new AgentsCheck().Check(new TrialEvidence { Load = made.Load, LoadConfig = TestConfigurations.Load(new KeepConstant(2, Second)), Intervals = [], Agents = made }).ToList();
        Assert.Equal(2, findings.Count(finding => finding.Verdict == Verdict.Suspect && finding.Reason.Contains("took it over", StringComparison.Ordinal)));
        var after = team.Server.Requests;
        relay.Mend();
        // Mended, they are there for the next load.
        await team.Coordinator.WaitForAsync(4, 30 * Second, CancellationToken.None);
        var next = await team.RunAsync(team.Load(new Inject(100, Second, Second)));
        Assert.Equal((100, 4), (next.Load.Counts.Sent, next.Summary.Agents.Count(agent => agent.Sent > 0)));
        Assert.Equal(after + 100, team.Server.Requests);
    }

    [Fact]
    public async Task RunAsync_LossInTheLastSeconds_KeepsTheRunAndSaysWhatWasNotMade()
    {
        await using var team = await AgentTeam.StartAsync(1);
        using var relay = new TcpRelay(team.Coordinator.Listen.Port);
        team.Add("cut", relay.Port);
        await team.Coordinator.WaitForAsync(2, 20 * Second, CancellationToken.None);
        var running = team.RunAsync(team.Load(new Inject(50, Second, 3 * Second)));
        await AgentTeam.WaitUntilAsync(() => team.Intervals.Count >= 1, "an interval came");
        relay.Cut();

        var made = await running;

        Assert.Equal((AgentEnd.Lost, AgentEnd.Finished), (AgentTeam.Of(made, "cut").End, AgentTeam.Of(made, "agent-1").End));
        Assert.Equal(75, AgentTeam.Of(made, "agent-1").Sent);
        Assert.Contains(made.Summary.Events, one => one.Kind == AgentEventKind.Ended && one.Text.Contains("not taken over", StringComparison.Ordinal));
        Assert.All(made.Summary.Agents, AssertFinite);
    }

    [Fact]
    public async Task WaitForAsync_TooFewWithinTheTime_SaysHowManyThereAre()
    {
        await using var team = await AgentTeam.StartAsync(1);
        var driver = new AgentsLoadDriver(team.Coordinator, new JoiningAgents(), new AgentsConfig { Count = 2, Within = TimeSpan.FromMilliseconds(200) });
        var job = new LoadJob { Config = TestConfigurations.Load(new KeepConstant(2, Second)), Targets = [team.Server.Address], Seed = 1 };

        var failure = await Assert.ThrowsAsync<LoadSetupException>(() => driver.RunAsync(job, null, CancellationToken.None));

        Assert.Contains("1 of 2 agents joined", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_LoadTooLargeForAMessage_SaysSoBeforeItBegins()
    {
        await using var team = await AgentTeam.StartAsync(1);
        var load = team.Load(new Inject(50, Second, Second)) with { Requests = [new HttpRequestTemplate { Path = "/" + new string('x', 100_000) }] };

        var failure = await Assert.ThrowsAsync<LoadSetupException>(() => team.RunAsync(load));

        Assert.Contains("cannot be given to agents", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_IntervalsCannotBeKept_EndsTheRun()
    {
        await using var team = await AgentTeam.StartAsync(1);
        using var folder = new Results.TemporaryFolder();
        // A file where the folder of intervals should be.
        await File.WriteAllTextAsync(Path.Combine(folder.Path, AgentLog.Directory), "");

        var failure = await Assert.ThrowsAsync<UserErrorException>(() => team.RunAsync(team.Load(new Inject(50, Second, 60 * Second)), new AgentsRunOptions { Folder = folder.Path }));

        Assert.Equal(ExitCode.ReportFolder, failure.ExitCode);
    }

    [Fact]
    public async Task RunAsync_LossAndRepeatAskedFor_EndsAllAndSaysWhom()
    {
        await using var team = await AgentTeam.StartAsync(1);
        using var relay = new TcpRelay(team.Coordinator.Listen.Port);
        team.Add("cut", relay.Port);
        await team.Coordinator.WaitForAsync(2, 20 * Second, CancellationToken.None);
        var running = team.RunAsync(team.Load(new Inject(20, Second, 60 * Second)), new AgentsRunOptions { OnLoss = AgentLossPolicy.Repeat });
        await AgentTeam.WaitUntilAsync(() => team.Server.Requests > 20, "the load is under way");
        relay.Cut();

        var lost = await Assert.ThrowsAsync<AgentLostException>(() => running);

        Assert.StartsWith("cut was lost", lost.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_LossWhileIterationsAreCounted_FailsWithOneMessage()
    {
        await using var team = await AgentTeam.StartAsync(1);
        using var relay = new TcpRelay(team.Coordinator.Listen.Port);
        team.Add("cut", relay.Port);
        await team.Coordinator.WaitForAsync(2, 20 * Second, CancellationToken.None);
        var load = team.Load(new IterationsForConstant(2, 1_000_000)) with { ThinkTime = new ThinkTime(TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(50)) };
        var running = team.RunAsync(load);
        await AgentTeam.WaitUntilAsync(() => team.Server.Requests > 20, "the load is under way");
        relay.Cut();

        var failure = await Assert.ThrowsAsync<LoadSetupException>(() => running);

        Assert.Contains("cut was lost", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_LastAgentLost_FailsInsteadOfWaiting()
    {
        await using var team = await AgentTeam.StartAsync(0);
        using var relay = new TcpRelay(team.Coordinator.Listen.Port);
        team.Add("cut", relay.Port);
        await team.Coordinator.WaitForAsync(1, 20 * Second, CancellationToken.None);
        var running = team.RunAsync(team.Load(new Inject(20, Second, 60 * Second)));
        await AgentTeam.WaitUntilAsync(() => team.Server.Requests > 5, "the load is under way");
        relay.Cut();

        var failure = await Assert.ThrowsAsync<LoadSetupException>(() => running);

        Assert.Contains("no other agent", failure.Message, StringComparison.Ordinal);
        // Its lease is over soon: it sends no more.
        await Task.Delay(7 * Second);
        var sent = team.Server.Requests;
        await Task.Delay(Second);
        Assert.Equal(sent, team.Server.Requests);
    }

    [Fact]
    public async Task RunAsync_ObserverFails_AgentsStopAndItsExceptionIsTold()
    {
        await using var team = await AgentTeam.StartAsync(2);
        team.Observed = _ => throw new IOException("disk full");

        var failure = await Assert.ThrowsAsync<IOException>(() => team.RunAsync(team.Load(new Inject(50, Second, 60 * Second))));

        Assert.Equal("disk full", failure.Message);
        var sent = team.Server.Requests;
        await Task.Delay(500);
        Assert.Equal(sent, team.Server.Requests);
        team.Observed = null;
        Assert.Equal(50, (await team.RunAsync(team.Load(new Inject(50, Second, Second)))).Load.Counts.Sent);
    }

    [Fact]
    public async Task RunAsync_CancelledInMidRun_KeepsWhatWasMeasured()
    {
        await using var team = await AgentTeam.StartAsync(2);
        using var cancel = new CancellationTokenSource();
        var running = team.RunAsync(team.Load(new Inject(50, Second, 60 * Second)), cancellationToken: cancel.Token);
        await AgentTeam.WaitUntilAsync(() => team.Intervals.Count >= 1, "an interval came");
        await cancel.CancelAsync();

        var made = await running;

        Assert.True(made.Load.Cancelled);
        Assert.Equal(team.Server.Requests, made.Load.Counts.Sent);
        Assert.All(made.Summary.Agents, AssertFinite);
    }

    [Fact]
    public async Task RunAsync_CancelledBeforeItBegins_EndsAtOnceAndAgentsAreUsable()
    {
        await using var team = await AgentTeam.StartAsync(2);

        var made = await team.RunAsync(team.Load(new Inject(50, Second, 60 * Second)), cancellationToken: new CancellationToken(canceled: true));

        Assert.True(made.Load.Cancelled);
        Assert.Equal(0, made.Load.Counts.Sent);
        Assert.Equal(50, (await team.RunAsync(team.Load(new Inject(50, Second, Second)))).Load.Counts.Sent);
    }

    private static void AssertFinite(AgentSummary agent) => Assert.All(
        (double[])[agent.FromSeconds, agent.ToSeconds, agent.Share, agent.RequestsPerSecond, agent.LoopCpu ?? 0, agent.ClockOffsetSeconds, agent.ClockErrorSeconds, agent.StartedLateSeconds],
        figure => Assert.True(double.IsFinite(figure)));
}
