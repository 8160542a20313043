namespace LoadLab.Engine.LoadModels;

/// <summary>What a list of stages means: phases with every arrival and every user at its time. Pure, and the same for the same seed.</summary>
/// <remarks>A ramp begins at the level of the stage directly before it if that is of the same kind (open or closed), otherwise at zero.</remarks>
public sealed class LoadPlan
{
    /// <summary>The seed's place for the warm-up, which no stage has.</summary>
    private const int WarmUpStage = -1;

    private readonly IReadOnlyList<LoadSimulation> _simulations;
    private readonly int _seed;
    private readonly DealtShare _share;
    private readonly IReadOnlyList<PlanStage> _stages;
    private readonly Lazy<long?> _plannedArrivals;

    private LoadPlan(IReadOnlyList<LoadSimulation> simulations, int seed)
    {
        _simulations = simulations;
        _seed = seed;
        _share = DealtShare.Whole;
        _stages = [.. simulations.Select((stage, index) => PlanStage.From(stage, Before(index), StageSeed(index)))];
        (Phases, _plannedArrivals) = Dealt();
    }

    /// <summary>Another share of the same stages: what they have counted is counted once.</summary>
    private LoadPlan(LoadPlan whole, DealtShare share)
    {
        _simulations = whole._simulations;
        _seed = whole._seed;
        _share = share;
        _stages = whole._stages;
        (Phases, _plannedArrivals) = Dealt();
    }

    /// <summary>The phases in order, as this share executes them.</summary>
    public IReadOnlyList<LoadPhase> Phases { get; }

    /// <summary>
    /// Requests that the plan calls for in this share; null where a closed stage ends by time and so leaves the number to the target.
    /// Random arrivals are counted when this is first read, which takes a moment for many millions.
    /// </summary>
    public long? PlannedArrivals => _plannedArrivals.Value;

    /// <summary>Length of all phases; null where one ends when its iterations are done.</summary>
    public TimeSpan? Duration =>
        Phases.Any(phase => phase.DurationNs is null)
            ? null
            : TimeSpan.FromTicks(Phases.Sum(phase => phase.DurationNs!.Value) / TimeSpan.NanosecondsPerTick);

    /// <summary>The whole plan.</summary>
    /// <exception cref="ArgumentException">No stage, or stages that are not valid; the message lists everything wrong.</exception>
    public static LoadPlan Create(IReadOnlyList<LoadSimulation> simulations, int seed)
    {
        ArgumentNullException.ThrowIfNull(simulations);
        var failures = simulations.SelectMany((stage, index) => stage.Validate().Select(failure => $"simulations[{index}].{failure}")).ToList();
        if (simulations.Count == 0)
        {
            failures.Add("simulations: there is none; give at least one, such as keep_constant");
        }

        return failures.Count == 0
            ? new LoadPlan([.. simulations], seed)
            : throw new ArgumentException(string.Join(Environment.NewLine, failures));
    }

    /// <summary>
    /// Part <paramref name="index"/> of <paramref name="count"/> equal parts of this plan (or of this part). At every moment the parts add up
    /// to the whole: arrivals, users and iterations are dealt round, none twice and none left out.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The count is below one, or the index not within 0 to count − 1.</exception>
    public LoadPlan Share(int index, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, count);
        return new LoadPlan(this, _share.Part(index, count));
    }

    /// <summary>This share of the whole plan.</summary>
    internal LoadPlan Share(DealtShare share) => new(this, share);

    /// <summary>
    /// Phases that hold the level which the first stage (other than a pause) ends at, for <paramref name="duration"/>; none for zero.
    /// This share's part of them.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The duration is negative.</exception>
    public IReadOnlyList<LoadPhase> WarmUp(TimeSpan duration)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(duration, TimeSpan.Zero);
        var first = _simulations.FirstOrDefault(stage => stage is not Pause);
        if (duration == TimeSpan.Zero || first is null)
        {
            return [];
        }

        return [PlanStage.From(Holding(first, duration), before: null, StageSeed(WarmUpStage)).ToPhase(_share)];
    }

    private (IReadOnlyList<LoadPhase> Phases, Lazy<long?> Planned) Dealt() =>
        ([.. _stages.Select(stage => stage.ToPhase(_share))], new Lazy<long?>(() => SumOf(_stages, _share)));

    private LoadSimulation? Before(int index) => index == 0 ? null : _simulations[index - 1];

    private ulong StageSeed(int index) => SeedMixer.Mix(((ulong)(uint)_seed << 32) | (uint)index);

    private static long? SumOf(IEnumerable<PlanStage> stages, DealtShare share) =>
        stages.Select(stage => stage.PlannedIn(share)).Aggregate((long?)0, (sum, planned) => sum + planned);

    private static LoadSimulation Holding(LoadSimulation stage, TimeSpan duration) => stage switch
    {
        Inject inject => inject with { During = duration },
        RampingInject { Rate: > 0 } ramp => new Inject(ramp.Rate, ramp.Interval, duration) { Arrivals = ramp.Arrivals },
        InjectRandom random => random with { During = duration },
        IterationsForInject iterations => new Inject(iterations.Rate, iterations.Interval, duration) { Arrivals = iterations.Arrivals },
        KeepConstant keep => keep with { During = duration },
        RampingConstant { Copies: > 0 } ramp => new KeepConstant(ramp.Copies, duration),
        IterationsForConstant iterations => new KeepConstant(iterations.Copies, duration),
        _ => new Pause(duration),
    };
}
