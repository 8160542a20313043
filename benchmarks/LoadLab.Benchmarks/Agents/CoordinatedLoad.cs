using System.Diagnostics;
using System.Net;
using System.Text.Json;
using LoadLab.Engine;
using LoadLab.Harness.Agents.Coordinator;
using LoadLab.Harness.Results;

namespace LoadLab.Benchmarks.Agents;

/// <summary>Coordinates a load and tells of each second as it is merged, and of the whole.</summary>
internal sealed class CoordinatedLoad(CrowdPlan plan, TextWriter output) : ILoadObserver
{
    /// <summary>Many processes of others may be compiled for on this machine while the agents join.</summary>
    private static readonly TimeSpan JoinLimit = TimeSpan.FromSeconds(60);

    private readonly Process _self = Process.GetCurrentProcess();
    private long _startedAt;
    private long _liveFirst;
    private long _liveLast;

    /// <param name="token">What agents have to know.</param>
    /// <param name="folder">Their intervals are kept there, as sweeps keep them.</param>
    /// <param name="cancellationToken">Ends the load early.</param>
    public async Task RunAsync(string token, string folder, CancellationToken cancellationToken)
    {
        var options = new CoordinatorOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0), Token = token, EndsAgents = true };
        await using var coordinator = await AgentCoordinator.StartAsync(options, TimeProvider.System, _ => { }).ConfigureAwait(false);
        await output.WriteLineAsync($"port {coordinator.Listen.Port}").ConfigureAwait(false);
        await output.FlushAsync(cancellationToken).ConfigureAwait(false);
        await coordinator.WaitForAsync(plan.Agents, JoinLimit, cancellationToken).ConfigureAwait(false);
        var made = await coordinator.RunAsync(plan.ToLoad(), new AgentsRunOptions { Folder = folder }, this, cancellationToken).ConfigureAwait(false);
        await output.WriteLineAsync(JsonSerializer.Serialize(ToOutcome(made))).ConfigureAwait(false);
    }

    public void OnInterval(IntervalResult interval)
    {
        _startedAt = _startedAt == 0 ? Stopwatch.GetTimestamp() : _startedAt;
        output.WriteLine(JsonSerializer.Serialize(ToSecond(interval)));
        // Twice in all, in seconds whose memory no figure uses alone: what is left then is not garbage.
        if (interval.Index == plan.Seconds / 10)
        {
            _liveFirst = GC.GetTotalMemory(forceFullCollection: true);
        }
        else if (interval.Index == plan.Seconds - 2)
        {
            _liveLast = GC.GetTotalMemory(forceFullCollection: true);
        }
    }

    private CoordinatorSecond ToSecond(IntervalResult interval)
    {
        _self.Refresh();
        return new CoordinatorSecond
        {
            At = Stopwatch.GetElapsedTime(_startedAt).TotalSeconds,
            Cpu = Environment.CpuUsage.TotalTime.TotalSeconds,
            ResidentBytes = _self.WorkingSet64,
            HeapBytes = GC.GetTotalMemory(forceFullCollection: false),
            AllocatedBytes = GC.GetTotalAllocatedBytes(),
            FullCollections = GC.CollectionCount(GC.MaxGeneration),
            Pauses = GC.GetTotalPauseDuration().TotalSeconds,
            Requests = interval.Counts.Sent,
        };
    }

    private CoordinatorOutcome ToOutcome(AgentsLoad made) => new()
    {
        Intervals = made.Summary.Agents.Sum(agent => agent.Intervals),
        Astray = made.Summary.Agents.Sum(agent => agent.Duplicates + agent.Missing + agent.LeftOut),
        Finished = made.Summary.Agents.Count(agent => agent.End == AgentEnd.Finished),
        Events = [.. made.Summary.Events.Select(one => $"{one.AtSeconds:0.0} s, {one.Agent}: {one.Text}")],
        LiveBytesFirst = _liveFirst,
        LiveBytesLast = _liveLast,
        Load = DigestOf(made.Load),
    };

    internal static LoadDigest DigestOf(LoadResult load) => LoadDigest.Of(
        load.Counts.Sent,
        load.Counts.Ok,
        load.Counts.Failed,
        [
            load.Ok.Response, load.Ok.Service, load.Failed.Response, load.Failed.Service, load.Lateness,
            load.Timings!.Connect, load.Timings.Blocked, load.Timings.FirstByte,
        ]);
}
