using LoadLab.Engine;
using LoadLab.Engine.Http;
using LoadLab.Engine.LoadModels;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Tests.Agents.Coordinator;

/// <summary>What agents make together is what one generator would have made.</summary>
[Collection(AgentsCollection.Name)]
public sealed class SharedLoadTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(ArrivalProcess.Even)]
    [InlineData(ArrivalProcess.Poisson)]
    public async Task RunAsync_OpenLoad_SendsExactlyThePlanInEqualShares(ArrivalProcess process)
    {
        await using var team = await AgentTeam.StartAsync(3);
        var load = team.Load(new Inject(100, Second, 2 * Second) { Arrivals = process }, new RampingInject(200, Second, Second) { Arrivals = process });
        var plan = LoadPlan.Create(load.Simulations, load.Options.Seed).PlannedArrivals!.Value;

        var made = await team.RunAsync(load);

        Assert.Equal((plan, plan, plan, (int)plan), (made.Load.Counts.Planned, made.Load.Counts.Sent, made.Load.Counts.Ok, team.Server.Requests));
        Assert.Equal(plan, made.Load.PlanArrivals);
        var shares = made.Summary.Agents.Select(agent => agent.Sent).ToList();
        Assert.Equal((3, plan), (shares.Count, shares.Sum()));
        // By arrivals, dealt like cards: within one for each stage.
        Assert.InRange(shares.Max() - shares.Min(), 0, 2);
        Assert.Equal(made.Load.OkPerSecond, made.Summary.Agents.Sum(agent => agent.RequestsPerSecond), 6);
        Assert.Equal(plan, team.Intervals.Sum(interval => interval.Counts.Sent));
        Assert.All(made.Summary.Agents, agent => Assert.Equal((AgentEnd.Finished, 0, 0, 0), (agent.End, agent.Missing, agent.LeftOut, agent.Duplicates)));
        Assert.Empty(made.Summary.Events);
    }

    [Fact]
    public async Task RunAsync_OneMachine_ClocksAreFoundEqualAndAllBeginTogether()
    {
        await using var team = await AgentTeam.StartAsync(3);

        var made = await team.RunAsync(team.Load(new Inject(30, Second, Second)));

        Assert.All(made.Summary.Agents, agent => Assert.InRange(Math.Abs(agent.ClockOffsetSeconds), 0, agent.ClockErrorSeconds));
        // Told the moment well before, they begin at it but for the error of their clocks; one told too late says so.
        var late = made.Summary.Agents.Max(agent => agent.StartedLateSeconds);
        Assert.InRange(made.Summary.StartSpreadSeconds, 0, late + (2 * made.Summary.StartErrorSeconds));
    }

    [Fact]
    public async Task RunAsync_ClosedUsers_AddUpAtEveryInterval()
    {
        await using var team = await AgentTeam.StartAsync(3);
        var load = team.Load(new KeepConstant(7, 3 * Second)) with { WarmUp = Second, ThinkTime = new ThinkTime(TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(20)) };

        var made = await team.RunAsync(load);

        var intervals = team.Intervals.Where(interval => !interval.IsDrain).ToList();
        Assert.Equal(4, intervals.Count);
        // At the end of the last one the users have gone.
        Assert.All(intervals.SkipLast(1), interval => Assert.Equal(7, interval.Users));
        Assert.Equal(made.Load.Counts.Sent, team.Intervals.Where(interval => !interval.IsWarmUp).Sum(interval => interval.Counts.Sent));
        Assert.Equal(made.Load.Counts.Ok, made.Load.Ok.Response.Count);
    }

    [Fact]
    public async Task RunAsync_Iterations_MakesExactlyTheirNumberAndThenTheNextStage()
    {
        await using var team = await AgentTeam.StartAsync(3);

        var made = await team.RunAsync(team.Load(new IterationsForConstant(4, 501), new Inject(60, Second, Second)));

        Assert.Equal((561, 561), (made.Load.Counts.Sent, team.Server.Requests));
    }

    [Fact]
    public async Task RunAsync_IterationsLast_EndsWithTheLastOfThem()
    {
        await using var team = await AgentTeam.StartAsync(2);

        var made = await team.RunAsync(team.Load(new Inject(60, Second, Second), new IterationsForConstant(3, 100)));

        Assert.Equal(160, made.Load.Counts.Sent);
        Assert.InRange(made.Load.Measured, Second, 60 * Second);
    }

    [Fact]
    public async Task RunAsync_UniqueFeed_UsesNoRowTwice()
    {
        await using var team = await AgentTeam.StartAsync(3);

        var made = await team.RunAsync(WithRows(team.Load(new KeepConstant(5, 30 * Second)), 700));

        Assert.Equal(700, made.Load.Counts.Sent);
        Assert.Equal(700, team.Server.Paths.Distinct().Count());
        Assert.NotNull(made.Load.UsedUpRequest);
    }

    [Fact]
    public async Task RunAsync_OneRunAfterTheOther_EachIsWhole()
    {
        await using var team = await AgentTeam.StartAsync(2);

        for (var run = 1; run <= 3; run++)
        {
            var made = await team.RunAsync(team.Load(new Inject(50, Second, Second)));

            Assert.Equal((50, run * 50), (made.Load.Counts.Sent, team.Server.Requests));
        }
    }

    internal static HttpLoad WithRows(HttpLoad load, int rows) => load with
    {
        Requests = [new HttpRequestTemplate
        {
            Path = "/",
            Feed = new RequestFeed([.. Enumerable.Range(0, rows).Select(row => new FeedRow($"/{row}", null))], FeedOrder.Unique),
        }],
    };
}
