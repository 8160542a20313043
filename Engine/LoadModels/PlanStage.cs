namespace LoadLab.Engine.LoadModels;

/// <summary>One stage of a plan before it is shared out: a sequence of arrivals, a number of users over time, or neither.</summary>
internal sealed class PlanStage
{
    private PlanStage() { }

    internal required LoadSimulation Simulation { get; init; }

    internal required long? DurationNs { get; init; }

    private ArrivalSequence? Arrivals { get; init; }

    private RampUsers? Users { get; init; }

    private long? Iterations { get; init; }

    /// <param name="stage">A valid stage.</param>
    /// <param name="before">The stage before it, null for the first: where a ramp begins.</param>
    /// <param name="seed">Seed of what is random in it.</param>
    internal static PlanStage From(LoadSimulation stage, LoadSimulation? before, ulong seed) => stage switch
    {
        Inject inject => Constant(inject, inject.Arrivals, Rate(inject.Rate, inject.Interval), Ns(inject.During), seed),
        RampingInject ramp => Ramp(ramp, EndRate(before), seed),
        InjectRandom random => Open(random, new RandomArrivals(random, Ns(random.During), seed), Ns(random.During)),
        IterationsForInject iterations => Counted(iterations, Rate(iterations.Rate, iterations.Interval), seed),
        KeepConstant keep => Closed(keep, keep.Copies, keep.Copies, Ns(keep.During), null),
        RampingConstant ramp => Closed(ramp, EndUsers(before), ramp.Copies, Ns(ramp.During), null),
        IterationsForConstant iterations => Closed(iterations, iterations.Copies, iterations.Copies, null, iterations.Iterations),
        Pause pause => new PlanStage { Simulation = pause, DurationNs = Ns(pause.During) },
        _ => throw new ArgumentException($"The stage {stage.Name} has no plan.", nameof(stage)),
    };

    /// <summary>Requests planned in one share; null where only the target's speed decides.</summary>
    internal long? PlannedIn(DealtShare share)
    {
        if (Arrivals is not null)
        {
            return share.Of(Arrivals.Count);
        }

        return Users is null ? 0 : IterationsIn(share);
    }

    internal LoadPhase ToPhase(DealtShare share)
    {
        if (Arrivals is { } arrivals)
        {
            return new OpenPhase { Simulation = Simulation, DurationNs = DurationNs, Walk = fromNs => share.IsNone ? new NoArrivals() : arrivals.Walk(share, fromNs) };
        }

        return Users is { } users
            ? new ClosedPhase { Simulation = Simulation, DurationNs = DurationNs, Users = new SharedUsers(users, share), Iterations = IterationsIn(share) }
            : new PausePhase { Simulation = Simulation, DurationNs = DurationNs };
    }

    /// <summary>Iteration k is user (k mod users)'s, so a share without users has no iterations either.</summary>
    private long? IterationsIn(DealtShare share)
    {
        if (Iterations is not { } iterations)
        {
            return null;
        }

        var users = Users!.UsersAt(0);
        return (share.Of(users) * (iterations / users)) + share.Of(iterations % users);
    }

    private static PlanStage Constant(LoadSimulation stage, ArrivalProcess process, ArrivalRate rate, long durationNs, ulong seed) =>
        Open(
            stage,
            process == ArrivalProcess.Poisson
                ? new PoissonArrivals(new CumulativeRate(rate, rate, durationNs), seed)
                : new EvenArrivals(rate, rate.ArrivalsWithin(durationNs)),
            durationNs);

    private static PlanStage Counted(IterationsForInject stage, ArrivalRate rate, ulong seed)
    {
        if (stage.Arrivals != ArrivalProcess.Poisson)
        {
            return Open(stage, new EvenArrivals(rate, stage.Iterations), rate.TimeFor(stage.Iterations));
        }

        var arrivals = new CountedPoissonArrivals(rate, stage.Iterations, seed);
        return Open(stage, arrivals, arrivals.EndNs);
    }

    private static PlanStage Ramp(RampingInject stage, ArrivalRate from, ulong seed)
    {
        var to = Rate(stage.Rate, stage.Interval);
        var durationNs = Ns(stage.During);
        if (from.IsSameAs(to) && to.Arrivals > 0)
        {
            return Constant(stage, stage.Arrivals, to, durationNs, seed);
        }

        var rate = new CumulativeRate(from, to, durationNs);
        return Open(stage, stage.Arrivals == ArrivalProcess.Poisson ? new PoissonArrivals(rate, seed) : new RampArrivals(rate), durationNs);
    }

    private static PlanStage Open(LoadSimulation stage, ArrivalSequence arrivals, long durationNs) =>
        new() { Simulation = stage, DurationNs = durationNs, Arrivals = arrivals };

    private static PlanStage Closed(LoadSimulation stage, int from, int to, long? durationNs, long? iterations) =>
        new() { Simulation = stage, DurationNs = durationNs, Users = new RampUsers(from, to, durationNs ?? 1), Iterations = iterations };

    /// <summary>The rate at a stage's end; for a random one the mean of its bounds.</summary>
    private static ArrivalRate EndRate(LoadSimulation? stage) => stage switch
    {
        Inject inject => Rate(inject.Rate, inject.Interval),
        RampingInject ramp => Rate(ramp.Rate, ramp.Interval),
        InjectRandom random => new ArrivalRate((long)random.MinRate + random.MaxRate, 2 * Ns(random.Interval)),
        IterationsForInject iterations => Rate(iterations.Rate, iterations.Interval),
        _ => ArrivalRate.None,
    };

    private static int EndUsers(LoadSimulation? stage) => stage switch
    {
        KeepConstant keep => keep.Copies,
        RampingConstant ramp => ramp.Copies,
        IterationsForConstant iterations => iterations.Copies,
        _ => 0,
    };

    private static ArrivalRate Rate(int arrivals, TimeSpan period) => new(arrivals, Ns(period));

    private static long Ns(TimeSpan time) => time.Ticks * TimeSpan.NanosecondsPerTick;
}
