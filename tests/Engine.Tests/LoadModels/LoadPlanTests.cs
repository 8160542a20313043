using FsCheck;
using FsCheck.Fluent;
using LoadLab.Engine.LoadModels;

namespace LoadLab.Engine.Tests.LoadModels;

public sealed class LoadPlanTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static readonly Gen<TimeSpan> Interval = Gen.Elements(TimeSpan.FromMilliseconds(70), TimeSpan.FromMilliseconds(333), Second);

    private static readonly Gen<TimeSpan> During = Gen.Choose(1, 4_000).Select(ms => TimeSpan.FromMilliseconds(ms));

    private static readonly Gen<LoadSimulation> AnyStage =
        from rate in Gen.Choose(1, 150)
        from other in Gen.Choose(0, 150)
        from interval in Interval
        from during in During
        from kind in Gen.Choose(0, 10)
        select Stage(kind, rate, other, interval, during);

    private static readonly Arbitrary<LoadSimulation[]> AnyStages = AnyStage.NonEmptyListOf().Select(stages => stages.Take(4).ToArray()).ToArbitrary();

    private static readonly Arbitrary<int> AnyCount = Gen.Choose(1, 7).ToArbitrary();

    [Fact]
    public void Inject_TwoThousandForTenSeconds_IsExactlyTwentyThousandEvenly()
    {
        var arrivals = Arrivals(new Inject(2000, Second, TimeSpan.FromSeconds(10)));

        Assert.Equal(20_000, arrivals.Count);
        Assert.Equal(Enumerable.Range(0, 20_000).Select(arrival => arrival * 500_000L), arrivals);
    }

    [Theory]
    [InlineData(3, 1000, 1000, new long[] { 0, 333_333_333, 666_666_666 })]
    [InlineData(7, 10, 3, new long[] { 0, 1_428_571, 2_857_142 })]
    [InlineData(1, 1000, 2500, new long[] { 0, 1_000_000_000, 2_000_000_000 })]
    [InlineData(1, 5000, 100, new long[] { 0 })]
    public void Inject_AnyRate_PlacesArrivalsWithinTheStage(int rate, int intervalMs, int duringMs, long[] expected) =>
        Assert.Equal(expected, Arrivals(new Inject(rate, TimeSpan.FromMilliseconds(intervalMs), TimeSpan.FromMilliseconds(duringMs))));

    [Fact]
    public void Inject_AfterAMonth_HasNotDrifted()
    {
        var plan = LoadPlan.Create([new Inject(7, TimeSpan.FromHours(1), TimeSpan.FromDays(31))], 1);

        var arrivals = Walk(plan);

        Assert.Equal(7 * 24 * 31, arrivals.Count);
        Assert.Equal(Enumerable.Range(0, arrivals.Count).Select(arrival => (long)((Int128)arrival * 3_600_000_000_000 / 7)), arrivals);
    }

    [Fact]
    public void RampingInject_FromZero_FollowsTheSquareRoot()
    {
        var arrivals = Arrivals(new RampingInject(100, Second, TimeSpan.FromSeconds(10)));

        // From 0 to 100/s in 10 s: Λ(t) = 5 t², so arrival k is at √(k/5) s, and there are 500.
        Assert.Equal(500, arrivals.Count);
        for (var arrival = 0; arrival < arrivals.Count; arrival++)
        {
            Assert.Equal(Math.Sqrt(arrival / 5.0) * 1e9, arrivals[arrival], 1.0);
        }
    }

    [Fact]
    public void RampingInject_AfterInject_BeginsAtItsRate()
    {
        var plan = LoadPlan.Create([new Inject(100, Second, Second), new RampingInject(0, Second, TimeSpan.FromSeconds(2))], 1);

        var falling = Walk((OpenPhase)plan.Phases[1]);

        // From 100/s to 0 in 2 s: Λ(t) = 100 t − 25 t², arrival k at 2 − √(4 − k/25) s.
        Assert.Equal(100, falling.Count);
        for (var arrival = 0; arrival < falling.Count; arrival++)
        {
            Assert.Equal((2 - Math.Sqrt(4 - (arrival / 25.0))) * 1e9, falling[arrival], 1.0);
        }
    }

    [Theory]
    [InlineData(60, 60_000, 1)]
    [InlineData(1, 1000, 1)]
    public void RampingInject_ToTheSameRate_IsEvenWhateverTheInterval(int rate, int intervalMs, int seconds)
    {
        var plan = LoadPlan.Create(
            [new Inject(1, Second, Second), new RampingInject(rate, TimeSpan.FromMilliseconds(intervalMs), TimeSpan.FromSeconds(seconds * 3))], 1);

        Assert.Equal([0, 1_000_000_000, 2_000_000_000], Walk((OpenPhase)plan.Phases[1]));
    }

    [Fact]
    public void RampingInject_AfterPause_BeginsAtZero()
    {
        var paused = LoadPlan.Create([new Inject(100, Second, Second), new Pause(Second), new RampingInject(100, Second, TimeSpan.FromSeconds(10))], 1);

        Assert.Equal(Arrivals(new RampingInject(100, Second, TimeSpan.FromSeconds(10))), Walk((OpenPhase)paused.Phases[2]));
    }

    [Fact]
    public void RampingInject_AfterInjectRandom_BeginsAtItsMean()
    {
        var plan = LoadPlan.Create([new InjectRandom(10, 30, Second, Second), new RampingInject(20, Second, TimeSpan.FromSeconds(2))], 1);

        Assert.Equal(Arrivals(new Inject(20, Second, TimeSpan.FromSeconds(2))), Walk((OpenPhase)plan.Phases[1]));
    }

    [Fact]
    public void IterationsForInject_EndsWhenTheNextArrivalWouldBeDue()
    {
        var plan = LoadPlan.Create([new IterationsForInject(4, Second, 10)], 1);

        Assert.Equal(2_500_000_000, plan.Phases[0].DurationNs);
        Assert.Equal(Enumerable.Range(0, 10).Select(arrival => arrival * 250_000_000L), Walk(plan));
        Assert.Equal(10, plan.PlannedArrivals);
    }

    [Fact]
    public void InjectRandom_EveryInterval_HasANumberWithinBoundsEvenlySpaced()
    {
        var plan = LoadPlan.Create([new InjectRandom(5, 9, Second, TimeSpan.FromSeconds(200))], 3);

        var perInterval = Walk(plan).GroupBy(arrival => arrival / 1_000_000_000).ToList();

        Assert.Equal(200, perInterval.Count);
        Assert.Equal([5, 6, 7, 8, 9], perInterval.Select(interval => interval.Count()).Distinct().Order());
        Assert.All(perInterval, interval => Assert.Equal(
            Enumerable.Range(0, interval.Count()).Select(arrival => (interval.Key * 1_000_000_000) + (arrival * 1_000_000_000L / interval.Count())),
            interval));
    }

    [Fact]
    public void InjectRandom_OtherSeed_GivesOtherArrivals()
    {
        LoadSimulation[] stages = [new InjectRandom(0, 100, Second, TimeSpan.FromSeconds(20))];

        Assert.Equal(Walk(LoadPlan.Create(stages, 1)), Walk(LoadPlan.Create(stages, 1)));
        Assert.NotEqual(Walk(LoadPlan.Create(stages, 1)), Walk(LoadPlan.Create(stages, 2)));
    }

    [Fact]
    public void KeepConstant_HoldsItsUsers()
    {
        var phase = Assert.IsType<ClosedPhase>(Assert.Single(LoadPlan.Create([new KeepConstant(7, Second)], 1).Phases));

        Assert.Equal((7, 7), (phase.Users.UsersAt(0), phase.Users.UsersAt(999_999_999)));
        Assert.Equal(IUserSchedule.Never, phase.Users.NextChangeNs(0));
        Assert.Equal((1_000_000_000, null), (phase.DurationNs, phase.Iterations));
    }

    [Fact]
    public void RampingConstant_AfterKeepConstant_RunsTheLineBetweenThem()
    {
        var plan = LoadPlan.Create([new RampingConstant(4, Second), new KeepConstant(4, Second), new RampingConstant(1, Second)], 1);

        // Changes at (k − ½)/n of the second, so that the user-seconds are those of the straight line.
        Assert.Equal([(0, 0), (125_000_000, 1), (375_000_000, 2), (625_000_000, 3), (875_000_000, 4)], Changes((ClosedPhase)plan.Phases[0]));
        Assert.Equal([(0, 4), (166_666_667, 3), (500_000_000, 2), (833_333_334, 1)], Changes((ClosedPhase)plan.Phases[2]));
    }

    [Fact]
    public void IterationsForConstant_HasNoDurationAndItsCount()
    {
        var plan = LoadPlan.Create([new IterationsForConstant(3, 10)], 1);
        var phase = Assert.IsType<ClosedPhase>(plan.Phases[0]);

        Assert.Equal((null, 10, 3), (phase.DurationNs, phase.Iterations, phase.Users.UsersAt(0)));
        Assert.Equal((null, 10L), (plan.Duration, plan.PlannedArrivals));
    }

    [Fact]
    public void IterationsForConstant_MoreSharesThanUsers_LeavesNoIterationWithoutAUser()
    {
        var plan = LoadPlan.Create([new IterationsForConstant(2, 11)], 1);

        var shares = Enumerable.Range(0, 4).Select(index => (ClosedPhase)plan.Share(index, 4).Phases[0]).ToList();

        Assert.Equal([1, 1, 0, 0], shares.Select(share => share.Users.UsersAt(0)));
        Assert.Equal([6L, 5L, 0L, 0L], shares.Select(share => share.Iterations));
    }

    [Fact]
    public void Duration_OfTimedStages_IsTheirSum()
    {
        var plan = LoadPlan.Create([new Inject(5, Second, Second), new Pause(Second), new IterationsForInject(2, Second, 3), new KeepConstant(1, Second)], 1);

        Assert.Equal(TimeSpan.FromSeconds(4.5), plan.Duration);
        Assert.Null(plan.PlannedArrivals);
    }

    [Fact]
    public void Phases_AnyStages_HaveSortedArrivalsWithinTheStage() =>
        Check.QuickThrowOnFailure(Prop.ForAll(AnyStages, stages => LoadPlan.Create(stages, 5).Phases.OfType<OpenPhase>().All(phase =>
        {
            var arrivals = Walk(phase);
            return arrivals.SequenceEqual(arrivals.Order()) && arrivals.All(arrival => arrival >= 0 && arrival < phase.DurationNs);
        })));

    [Fact]
    public void PlannedArrivals_OpenStages_IsWhatTheSchedulesGive() =>
        Check.QuickThrowOnFailure(Prop.ForAll(AnyStages, AnyCount, (stages, count) =>
        {
            var open = stages.Where(stage => stage is Inject or RampingInject or InjectRandom or IterationsForInject).Append(new Inject(1, Second, Second));
            var plan = LoadPlan.Create([.. open], 5);
            return Enumerable.Range(0, count).All(index => plan.Share(index, count).PlannedArrivals == Walk(plan.Share(index, count)).Count);
        }));

    [Fact]
    public void Share_AnyStages_AddUpToTheWhole() =>
        Check.QuickThrowOnFailure(Prop.ForAll(AnyStages, AnyCount, (stages, count) =>
        {
            var plan = LoadPlan.Create(stages, 5);
            return AddUp(plan, [.. Enumerable.Range(0, count).Select(index => plan.Share(index, count))]);
        }));

    [Fact]
    public void Share_OfShares_AddUpToTheWhole() =>
        Check.QuickThrowOnFailure(Prop.ForAll(AnyStages, AnyCount, AnyCount, (stages, agents, loops) =>
        {
            var plan = LoadPlan.Create(stages, 5);
            return AddUp(plan,
            [
                .. from agent in Enumerable.Range(0, agents)
                   from loop in Enumerable.Range(0, loops)
                   select plan.Share(agent, agents).Share(loop, loops),
            ]);
        }));

    [Fact]
    public void Share_TwoOfAnInject_InterleavesItsArrivals()
    {
        var plan = LoadPlan.Create([new Inject(4, Second, Second)], 1);

        Assert.Equal([0, 500_000_000], Walk(plan.Share(0, 2)));
        Assert.Equal([250_000_000, 750_000_000], Walk(plan.Share(1, 2)));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, 2)]
    [InlineData(2, 2)]
    public void Share_NoSuchShare_Throws(int index, int count) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => LoadPlan.Create([new KeepConstant(1, Second)], 1).Share(index, count));

    [Fact]
    public void CreateSchedule_Twice_GivesIndependentWalksThatStayAtTheirEnd() =>
        Check.QuickThrowOnFailure(Prop.ForAll(AnyStages, stages => LoadPlan.Create(stages, 5).Phases.OfType<OpenPhase>().All(phase =>
        {
            var spent = phase.CreateSchedule();
            while (spent.NextNs() != IArrivalSchedule.End)
            {
            }

            return spent.NextNs() == IArrivalSchedule.End && Walk(phase).SequenceEqual(Walk(phase));
        })));

    [Fact]
    public void CreateSchedule_FromAMoment_LeavesOutExactlyWhatIsDueBefore() =>
        Check.QuickThrowOnFailure(Prop.ForAll(AnyStages, AnyCount, Gen.Choose(0, 4_000).ToArbitrary(), (stages, count, ms) =>
            Enumerable.Range(0, count).All(index => LoadPlan.Create(stages, 5).Share(index, count).Phases.OfType<OpenPhase>().All(phase =>
            {
                var all = Walk(phase);
                // Moments of arrivals themselves, and those beside them.
                var fromNs = new long[] { 0, ms * 1_000_000L + 1 }.Concat(all.Take(10).SelectMany(at => new[] { at, at + 1 })).Where(at => at < phase.DurationNs);
                return fromNs.All(from => all.Where(at => at >= from).SequenceEqual(Walk(phase, from)));
            }))));

    [Fact]
    public void CreateSchedule_OfNoShare_IsEmpty() =>
        Check.QuickThrowOnFailure(Prop.ForAll(AnyStages, stages =>
        {
            var none = LoadPlan.Create(stages, 5).Share(DealtShare.None);
            return none.PlannedArrivals is 0 or null
                && Walk(none).Count == 0
                && none.Phases.OfType<ClosedPhase>().All(phase => Changes(phase).SequenceEqual([(0, 0)]) && phase.Iterations is 0 or null);
        }));

    [Fact]
    public void WarmUp_ClosedRamp_HoldsItsTargetInShares()
    {
        var plan = LoadPlan.Create([new Pause(Second), new RampingConstant(5, Second)], 1);

        var phase = Assert.IsType<ClosedPhase>(Assert.Single(plan.Share(0, 2).WarmUp(TimeSpan.FromSeconds(3))));

        Assert.Equal((3, 3_000_000_000, null), (phase.Users.UsersAt(0), phase.DurationNs, phase.Iterations));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void WarmUp_OpenStage_HoldsItsRate(int kind)
    {
        LoadSimulation[] kinds = [new Inject(10, Second, Second), new RampingInject(10, Second, Second), new IterationsForInject(10, Second, 3)];

        var phase = Assert.IsType<OpenPhase>(Assert.Single(LoadPlan.Create([kinds[kind]], 1).WarmUp(TimeSpan.FromSeconds(2))));

        Assert.Equal(Enumerable.Range(0, 20).Select(arrival => arrival * 100_000_000L), Walk(phase));
    }

    [Fact]
    public void WarmUp_IterationsForConstant_IsEndedByTime()
    {
        var phase = Assert.IsType<ClosedPhase>(Assert.Single(LoadPlan.Create([new IterationsForConstant(4, 10)], 1).WarmUp(Second)));

        Assert.Equal((4, 1_000_000_000, null), (phase.Users.UsersAt(0), phase.DurationNs, phase.Iterations));
    }

    [Fact]
    public void WarmUp_NothingToHold_MakesNoLoad()
    {
        Assert.Empty(LoadPlan.Create([new KeepConstant(1, Second)], 1).WarmUp(TimeSpan.Zero));
        Assert.Empty(LoadPlan.Create([new Pause(Second)], 1).WarmUp(Second));
        Assert.IsType<PausePhase>(Assert.Single(LoadPlan.Create([new RampingInject(0, Second, Second)], 1).WarmUp(Second)));
    }

    [Fact]
    public void Create_SeveralMistakes_ListsThemAll()
    {
        var exception = Assert.Throws<ArgumentException>(() => LoadPlan.Create([new KeepConstant(0, TimeSpan.Zero), new Pause(Second), new Inject(-1, Second, Second)], 1));

        Assert.Equal(
            ["simulations[0].copies:", "simulations[0].during:", "simulations[2].rate:"],
            exception.Message.Split(Environment.NewLine).Select(line => line.Split(' ')[0]));
    }

    [Fact]
    public void Create_NoStage_SaysSo() =>
        Assert.StartsWith("simulations: there is none", Assert.Throws<ArgumentException>(() => LoadPlan.Create([], 1)).Message);

    private static LoadSimulation Stage(int kind, int rate, int other, TimeSpan interval, TimeSpan during) => kind switch
    {
        0 => new Inject(rate, interval, during),
        1 => new RampingInject(other, interval, during),
        2 => new InjectRandom(Math.Min(rate, other), Math.Max(rate, other), interval, during),
        3 => new IterationsForInject(rate, interval, other + 1),
        4 => new KeepConstant(rate, during),
        5 => new RampingConstant(other, during),
        6 => new IterationsForConstant(rate, other + 1),
        7 => new Inject(rate, interval, during) { Arrivals = ArrivalProcess.Poisson },
        8 => new RampingInject(other, interval, during) { Arrivals = ArrivalProcess.Poisson },
        9 => new IterationsForInject(rate, interval, other + 1) { Arrivals = ArrivalProcess.Poisson },
        _ => new Pause(during),
    };

    private static bool AddUp(LoadPlan whole, List<LoadPlan> shares) =>
        Enumerable.Range(0, whole.Phases.Count).All(index => AddUp(whole.Phases[index], [.. shares.Select(share => share.Phases[index])]));

    private static bool AddUp(LoadPhase whole, List<LoadPhase> shares)
    {
        if (shares.Any(share => share.DurationNs != whole.DurationNs))
        {
            return false;
        }

        return whole switch
        {
            OpenPhase open => Walk(open).SequenceEqual(shares.SelectMany(share => Walk((OpenPhase)share)).Order()),
            ClosedPhase closed => AddUp(closed, [.. shares.Cast<ClosedPhase>()]),
            _ => shares.All(share => share is PausePhase),
        };
    }

    private static bool AddUp(ClosedPhase whole, List<ClosedPhase> shares)
    {
        var moments = Changes(whole).SelectMany(change => new[] { change.At - 1, change.At }).Concat(Enumerable.Range(0, 40).Select(at => at * 100_000_000L));
        return moments.All(at => whole.Users.UsersAt(at) == shares.Sum(share => share.Users.UsersAt(at)))
            && whole.Iterations == (whole.Iterations is null ? null : shares.Sum(share => share.Iterations))
            && Changes(whole).Skip(1).Select(change => change.At).SequenceEqual(shares.SelectMany(share => Changes(share).Skip(1)).Select(change => change.At).Order())
            && shares.All(share => share.Iterations is null or 0 || share.Users.UsersAt(0) > 0);
    }

    private static List<(long At, int Users)> Changes(ClosedPhase phase)
    {
        var changes = new List<(long At, int Users)>();
        for (long at = 0; at != IUserSchedule.Never; at = phase.Users.NextChangeNs(at))
        {
            changes.Add((at, phase.Users.UsersAt(at)));
        }

        return changes;
    }

    private static List<long> Arrivals(LoadSimulation stage) => Walk(LoadPlan.Create([stage], 1));

    private static List<long> Walk(LoadPlan plan) => [.. plan.Phases.OfType<OpenPhase>().SelectMany(phase => Walk(phase))];

    private static List<long> Walk(OpenPhase phase, long fromNs = 0)
    {
        var arrivals = new List<long>();
        var schedule = phase.CreateSchedule(fromNs);
        for (var next = schedule.NextNs(); next != IArrivalSchedule.End; next = schedule.NextNs())
        {
            arrivals.Add(next);
        }

        return arrivals;
    }
}
