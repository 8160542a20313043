using System.Diagnostics;
using System.Net;

namespace LoadLab.Benchmarks.Faults;

/// <summary>A service at saturation to which one fault after the other happens.</summary>
/// <param name="stage">What the service runs with.</param>
/// <param name="target">The service.</param>
/// <param name="workers">Its worker processes.</param>
/// <param name="connections">Of the load.</param>
internal sealed class FaultSoak(IFaultStage stage, WatchedTarget target, int workers, int connections)
{
    private const string Predicted = "target_requests_total{endpoint=\"predict\",method=\"POST\",status=\"200\"}";

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);

    /// <summary>The service's own count less what the load has seen answered; negative where the service forgot some. Null where it could not be asked.</summary>
    public double? Surplus { get; private set; }

    /// <summary>Lines that tell of exceptions that nobody foresaw, of the service and of the programs beside it.</summary>
    public IReadOnlyList<string> Unforeseen => [.. stage.Programs.Prepend(target).SelectMany(program => program.Unforeseen)];

    /// <summary>Brings about the stage's faults, one after the other.</summary>
    /// <param name="each">How long each lasts; one that happens in an instant is followed by its recovery alone.</param>
    /// <param name="row">A body that <c>/predict</c> answers with 200.</param>
    /// <param name="told">Called with each outcome at once.</param>
    public async Task<IReadOnlyList<FaultOutcome>> RunAsync(TimeSpan each, string row, Action<FaultOutcome> told)
    {
        var site = new FaultSite(target.Address, target.ProcessId, row, stage);
        var outcomes = new List<FaultOutcome>();
        await using var load = new SteadyLoad(target.Address, RawConnection.Post("/predict", row), connections);
        using var memory = new MemoryWatch(site);
        await RecoverAsync(site, load).ConfigureAwait(false);
        foreach (var fault in stage.Faults)
        {
            outcomes.Add(await RunAsync(fault, site, load, memory, each).ConfigureAwait(false));
            told(outcomes[^1]);
        }

        await load.StopAsync().ConfigureAwait(false);
        Surplus = await target.ReadMetricAsync(Predicted).ConfigureAwait(false) - load.Outcomes[Tally.Answered];
        return outcomes;
    }

    private async Task<FaultOutcome> RunAsync(IFault fault, FaultSite site, SteadyLoad load, MemoryWatch memory, TimeSpan length)
    {
        var (before, answers) = (load.Outcomes.Read(), new Tally());
        memory.Begin();
        using var end = new CancellationTokenSource(length);
        await fault.InjectAsync(site, answers, end.Token).ConfigureAwait(false);
        var recovery = await RecoverAsync(site, load).ConfigureAwait(false);
        return new FaultOutcome
        {
            Fault = fault,
            Connections = connections,
            Load = load.Outcomes.Since(before),
            Answers = answers.Read(),
            Recovery = recovery,
            MemoryBefore = memory.Before,
            MemoryAfter = memory.Sample(),
            MemoryPeak = memory.Peak,
        };
    }

    /// <summary>How long it takes until the service is whole again; null where it does not get there.</summary>
    private async Task<TimeSpan?> RecoverAsync(FaultSite site, SteadyLoad load)
    {
        var clock = Stopwatch.StartNew();
        var answered = load.ReadAnswered();
        while (clock.Elapsed < FaultVerdict.RecoveryLimit)
        {
            if (await IsWholeAsync(site).ConfigureAwait(false) && load.ReadAnswered().Zip(answered).All(pair => pair.First > pair.Second))
            {
                return clock.Elapsed;
            }

            await Task.Delay(Tick).ConfigureAwait(false);
        }

        return null;
    }

    /// <summary>By the processes that live and by the service's word: one that has just been killed counts as ready for a moment.</summary>
    private async Task<bool> IsWholeAsync(FaultSite site) =>
        site.Workers().Count == workers
        && await target.ReadMetricAsync("target_workers_ready ").ConfigureAwait(false) == workers
        && await site.AskReadinessAsync().ConfigureAwait(false) == (int)HttpStatusCode.OK;
}
