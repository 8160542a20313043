using LoadLab.Engine.LoadModels;

namespace LoadLab.Engine.Http.Loops;

/// <summary>Deals a plan to the loops of a generator, for any share and from any moment on.</summary>
internal sealed class SharePlanner(LoadPlan plan, TimeSpan warmUp, int loops)
{
    private const long NsPerTick = TimeSpan.NanosecondsPerTick;

    /// <summary>The share that a run begins with.</summary>
    public ShareChange First(LoadShare share) => new(0, Deal(share, inPhase: null));

    /// <summary>Another share from an offset on; null where the run will be over by then, or a phase that iterations end may not be.</summary>
    /// <param name="share">The share.</param>
    /// <param name="fromOffset">From the start of the run.</param>
    /// <param name="timeline">Tells the ends of phases: those that are known while it is not started, too.</param>
    public ShareChange? TryChange(LoadShare share, TimeSpan fromOffset, RunTimeline timeline)
    {
        var offsetNs = fromOffset.Ticks * NsPerTick;
        return timeline.TryFind(offsetNs, out var phase, out var sinceNs)
            ? new ShareChange(offsetNs, Deal(share, (phase, sinceNs)))
            : null;
    }

    private List<LoopShare> Deal(LoadShare share, (int Phase, long SinceNs)? inPhase) =>
        [.. Enumerable.Range(0, loops).Select(loop => Deal(share.OfLoop(loop, loops), inPhase))];

    private LoopShare Deal(DealtShare part, (int Phase, long SinceNs)? inPhase)
    {
        var dealt = plan.Share(part);
        LoadPhase[] phases = [.. dealt.WarmUp(warmUp), .. dealt.Phases];
        var arrivals = inPhase is { } place && phases[place.Phase] is OpenPhase phase ? phase.CreateSchedule(place.SinceNs) : null;
        return new LoopShare(part, phases, arrivals);
    }
}
