using System.Net;
using LoadLab.Engine;
using LoadLab.Engine.Http;
using LoadLab.Engine.LoadModels;
using LoadLab.Harness.Agents.Agent;
using LoadLab.Harness.Agents.Coordinator;
using LoadLab.Harness.Results;
using LoadLab.Harness.Tests.Agents.Protocol;
using LoadLab.Tests;

namespace LoadLab.Harness.Tests.Agents;

/// <summary>A coordinator and agents in this process, with a server that they load. All of it real: sockets, clocks, engines.</summary>
internal sealed class AgentTeam : IAsyncDisposable, ILoadObserver
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly List<Member> _members = [];
    private readonly List<string> _log;
    private readonly List<IntervalResult> _intervals = [];

    private AgentTeam(AgentCoordinator coordinator, List<string> log)
    {
        Coordinator = coordinator;
        _log = log;
    }

    public AgentCoordinator Coordinator { get; }

    public CountingServer Server { get; } = new();

    /// <summary>Told of each merged interval besides.</summary>
    public Action<IntervalResult>? Observed { get; set; }

    public IReadOnlyList<IntervalResult> Intervals
    {
        get
        {
            lock (_intervals)
            {
                return [.. _intervals];
            }
        }
    }

    /// <summary>What the coordinator said.</summary>
    public IReadOnlyList<string> Log
    {
        get
        {
            lock (_log)
            {
                return [.. _log];
            }
        }
    }

    public static async Task<AgentTeam> StartAsync(int agents, Func<CoordinatorOptions, CoordinatorOptions>? change = null)
    {
        var log = new List<string>();
        var options = new CoordinatorOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0), Token = Samples.Token };
        var coordinator = await AgentCoordinator.StartAsync(change?.Invoke(options) ?? options, TimeProvider.System, line =>
        {
            lock (log)
            {
                log.Add(line);
            }
        });
        var team = new AgentTeam(coordinator, log);
        for (var index = 0; index < agents; index++)
        {
            team.Add($"agent-{index + 1}");
            // One after the other, so that they have their names' order.
            await coordinator.WaitForAsync(index + 1, Patience, CancellationToken.None);
        }

        return team;
    }

    public static async Task WaitUntilAsync(Func<bool> condition, string what)
    {
        for (var waited = TimeSpan.Zero; !condition(); waited += TimeSpan.FromMilliseconds(20))
        {
            Assert.True(waited < Patience, $"Waited in vain until {what}.");
            await Task.Delay(20);
        }
    }

    /// <summary>An agent that joins, at another port where a relay stands between.</summary>
    public void Add(string name, int? port = null, AgentLimits? limits = null)
    {
        var stop = new CancellationTokenSource();
        var session = new AgentSession(
            new AgentOptions
            {
                Coordinator = new Uri($"ws://127.0.0.1:{port ?? Coordinator.Listen.Port}"),
                Token = Samples.Token,
                Name = name,
                Limits = limits ?? new AgentLimits(),
            },
            TimeProvider.System,
            _ => { });
        _members.Add(new Member(name, session, stop, session.RunAsync(stop.Token)));
    }

    /// <summary>As Ctrl-C does: it leaves, and the task ends when it has.</summary>
    public Task LeaveAsync(string name)
    {
        var member = _members.Last(one => one.Name == name);
        member.Stop.Cancel();
        return member.Running.WaitAsync(Patience);
    }

    public HttpLoad Load(params LoadSimulation[] stages) => new()
    {
        Targets = [Server.Address],
        Requests = [new HttpRequestTemplate { Path = "/" }],
        Simulations = stages,
        Options = new EngineOptions { Pacing = Pacing.Frugal, MaxConnectionsPerLoop = 64 },
    };

    public Task<AgentsLoad> RunAsync(HttpLoad load, AgentsRunOptions? options = null, CancellationToken cancellationToken = default) =>
        Coordinator.RunAsync(load, options ?? new AgentsRunOptions(), this, cancellationToken).WaitAsync(TimeSpan.FromSeconds(100), CancellationToken.None);

    public void OnInterval(IntervalResult interval)
    {
        lock (_intervals)
        {
            _intervals.Add(interval);
        }

        Observed?.Invoke(interval);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var member in _members)
        {
            await member.Stop.CancelAsync();
        }

        await Coordinator.DisposeAsync();
        foreach (var member in _members)
        {
            await member.Running.WaitAsync(Patience).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            member.Session.Dispose();
            member.Stop.Dispose();
        }

        Server.Dispose();
    }

    public static AgentSummary Of(AgentsLoad made, string name) => made.Summary.Agents.Single(agent => agent.Name == name);

    public static bool Has(AgentsLoad made, AgentEventKind kind) => made.Summary.Events.Any(one => one.Kind == kind);

    private sealed record Member(string Name, AgentSession Session, CancellationTokenSource Stop, Task Running);
}
