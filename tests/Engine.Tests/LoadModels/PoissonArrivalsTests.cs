using LoadLab.Engine.LoadModels;

namespace LoadLab.Engine.Tests.LoadModels;

/// <summary>At fixed seeds, against what is known of Poisson processes.</summary>
public sealed class PoissonArrivalsTests
{
    private const double SecondNs = 1e9;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public static TheoryData<LoadSimulation> Stages => new()
    {
        new Inject(700, Second, 2 * Second) { Arrivals = ArrivalProcess.Poisson },
        new RampingInject(900, Second, 2 * Second) { Arrivals = ArrivalProcess.Poisson },
        new IterationsForInject(300, Second, 1000) { Arrivals = ArrivalProcess.Poisson },
    };

    [Theory]
    [MemberData(nameof(Stages))]
    public void Share_AnyNumber_AddsUpToTheWholeSequence(LoadSimulation stage)
    {
        foreach (var seed in (int[])[0, 1, 42, -7])
        {
            var plan = LoadPlan.Create([stage], seed);
            var whole = Walk(plan);
            foreach (var count in (int[])[1, 2, 3, 8, 16, 17, 64, 2000])
            {
                var shares = Enumerable.Range(0, count).Select(index => plan.Share(index, count)).ToList();

                Assert.Equal(whole, shares.SelectMany(Walk).Order());
                Assert.Equal(shares.Select(share => share.PlannedArrivals), shares.Select(share => (long?)Walk(share).Count));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Stages))]
    public void Walk_SameSeed_GivesTheSameTimesAndAnotherSeedOthers(LoadSimulation stage)
    {
        var times = Walk(LoadPlan.Create([stage], 1));

        Assert.Equal(times, Walk(LoadPlan.Create([stage], 1)));
        Assert.NotEqual(times[0], Walk(LoadPlan.Create([stage], 2))[0]);
    }

    [Fact]
    public void Walk_StagesOfOnePlanAndItsWarmUp_HaveArrivalsOfTheirOwn()
    {
        var stage = new Inject(100, Second, Second) { Arrivals = ArrivalProcess.Poisson };
        var plan = LoadPlan.Create([stage, stage], 1);

        var parts = plan.Phases.Concat(plan.WarmUp(Second)).Select(phase => Walk((OpenPhase)phase)[0]).ToList();

        Assert.Equal(3, parts.Distinct().Count());
    }

    /// <summary>A seed in somebody's profile must mean the same in the next version. The times are from a program of their own, in another language.</summary>
    [Fact]
    public void Walk_SeedFortyTwo_IsFrozen()
    {
        var times = Walk(LoadPlan.Create([new Inject(1000, Second, Second) { Arrivals = ArrivalProcess.Poisson }], 42));

        Assert.Equal(1024, times.Count);
        // The last bit of a logarithm is the platform's own.
        Assert.Equal([1_321_930, 1_992_696, 2_396_356, 2_895_475, 3_108_786], times.Take(5).Select(time => (double)time), Within(1));
        Assert.Equal(999_528_644, times[^1], 1.0);
    }

    [Fact]
    public void Advance_ManySteps_IsTheSumOfExponentialDeviates()
    {
        var process = new UnitPoissonProcess(9);
        double sum = 0;
        for (ulong draw = 0; draw < 1000; draw++)
        {
            sum -= Math.Log(((SeedMixer.Mix(9 + draw) >> 11) + 1) / (double)(1L << 53));

            Assert.Equal(sum, process.Advance(1), 1e-9);
        }
    }

    /// <summary>The number of a second's arrivals has its mean for variance; both estimates within four standard errors.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(50)]
    [InlineData(400)]
    public void Count_ManySeeds_HasMeanAndVarianceOfThePoissonDistribution(int rate)
    {
        const int Seeds = 4000;
        var stage = new Inject(rate, Second, Second) { Arrivals = ArrivalProcess.Poisson };

        var counts = Enumerable.Range(0, Seeds).Select(seed => (double)LoadPlan.Create([stage], seed).PlannedArrivals!).ToList();

        var mean = counts.Average();
        var variance = counts.Sum(count => (count - mean) * (count - mean)) / (Seeds - 1);
        Assert.Equal(rate, mean, 4 * Math.Sqrt(rate / (double)Seeds));
        // Var(s²) = (μ₄ − σ⁴)/n, with μ₄ = λ + 3λ².
        Assert.Equal(rate, variance, 4 * Math.Sqrt((rate + (2.0 * rate * rate)) / Seeds));
    }

    [Fact]
    public void Walk_SecondsOfOneStage_ScatterIndependently()
    {
        var counts = new double[2000];
        foreach (var time in Walk(LoadPlan.Create([new Inject(40, Second, counts.Length * Second) { Arrivals = ArrivalProcess.Poisson }], 3)))
        {
            counts[time / (long)SecondNs]++;
        }

        Assert.Equal(40, counts.Average(), 4 * Math.Sqrt(40.0 / counts.Length));
        AssertUncorrelated(counts);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Walk_ConstantRate_HasIndependentExponentialGaps(int seed)
    {
        var gaps = Gaps(Walk(LoadPlan.Create([new Inject(1000, Second, 20 * Second) { Arrivals = ArrivalProcess.Poisson }], seed)), time => time * 1000 / SecondNs);

        AssertExponential(gaps);
        AssertUncorrelated(gaps);
    }

    /// <summary>Taken through the cumulative rate, the gaps of a ramp are those of a process of rate 1 (time-rescaling theorem).</summary>
    [Theory]
    [InlineData(0, 2000)]
    [InlineData(2000, 0)]
    [InlineData(500, 1500)]
    public void Walk_Ramp_HasExponentialGapsInRescaledTime(int from, int to)
    {
        const double Seconds = 20;
        var plan = LoadPlan.Create(
            [from == 0 ? new Pause(Second) : new Inject(from, Second, Second), new RampingInject(to, Second, Seconds * Second) { Arrivals = ArrivalProcess.Poisson }], 5);

        var gaps = Gaps(Walk((OpenPhase)plan.Phases[1]), time => (from * time / SecondNs) + ((to - from) * Math.Pow(time / SecondNs, 2) / (2 * Seconds)));

        Assert.Equal(20_000, gaps.Count, 4 * Math.Sqrt(20_000));
        AssertExponential(gaps);
        AssertUncorrelated(gaps);
    }

    [Fact]
    public void IterationsForInject_AnySeed_HasExactlySoManyWithinItsTime()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var plan = LoadPlan.Create([new IterationsForInject(100, Second, 37) { Arrivals = ArrivalProcess.Poisson }], seed);
            var times = Walk(plan);

            Assert.Equal((37, 37L), (times.Count, plan.PlannedArrivals));
            Assert.InRange(times[^1], 0, plan.Phases[0].DurationNs!.Value - 1);
        }
    }

    [Fact]
    public void IterationsForInject_Many_HasExponentialGaps() => AssertExponential(
        Gaps(Walk(LoadPlan.Create([new IterationsForInject(500, Second, 20_000) { Arrivals = ArrivalProcess.Poisson }], 8)), time => time * 500 / SecondNs));

    [Fact]
    public void RampingInject_NoRateAtAll_HasNoArrival() =>
        Assert.Empty(Walk(LoadPlan.Create([new RampingInject(0, Second, Second) { Arrivals = ArrivalProcess.Poisson }], 1)));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void WarmUp_PoissonStage_HoldsItsRateAndProcess(int kind)
    {
        LoadSimulation[] kinds =
        [
            new Inject(200, Second, Second) { Arrivals = ArrivalProcess.Poisson },
            new RampingInject(200, Second, Second) { Arrivals = ArrivalProcess.Poisson },
            new IterationsForInject(200, Second, 3) { Arrivals = ArrivalProcess.Poisson },
        ];

        var times = Walk(Assert.IsType<OpenPhase>(Assert.Single(LoadPlan.Create([kinds[kind]], 1).WarmUp(50 * Second))));

        Assert.Equal(10_000, times.Count, 4 * Math.Sqrt(10_000));
        AssertExponential(Gaps(times, time => time * 200 / SecondNs));
    }

    [Fact]
    public void NextNs_ManyArrivals_AllocatesNothing()
    {
        var stage = new Inject(1_000_000, Second, TimeSpan.FromDays(1)) { Arrivals = ArrivalProcess.Poisson };
        var schedule = ((OpenPhase)LoadPlan.Create([stage], 1).Share(1, 4).Phases[0]).CreateSchedule();
        schedule.NextNs();
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var arrival = 0; arrival < 10_000; arrival++)
        {
            schedule.NextNs();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static EqualityComparer<double> Within(double tolerance) => EqualityComparer<double>.Create((one, other) => Math.Abs(one - other) <= tolerance);

    private static List<double> Gaps(List<long> times, Func<long, double> rescaled) =>
        [.. times.Prepend(0).Zip(times, (before, time) => rescaled(time) - rescaled(before))];

    /// <summary>Kolmogorov–Smirnov against 1 − e⁻ˣ, at the bound that one true sample in a hundred exceeds.</summary>
    private static void AssertExponential(List<double> gaps)
    {
        var sorted = gaps.Order().ToList();
        var distance = sorted.Select((gap, index) =>
        {
            var expected = 1 - Math.Exp(-gap);
            return Math.Max(((index + 1.0) / sorted.Count) - expected, expected - ((double)index / sorted.Count));
        }).Max();

        Assert.InRange(distance, 0, 1.628 / Math.Sqrt(sorted.Count));
    }

    /// <summary>Neighbours' correlation is within four of its standard errors, 1/√n.</summary>
    private static void AssertUncorrelated(IReadOnlyList<double> values)
    {
        var mean = values.Average();
        var correlation = values.Zip(values.Skip(1), (one, next) => (one - mean) * (next - mean)).Sum() / values.Sum(value => (value - mean) * (value - mean));

        Assert.InRange(correlation, -4 / Math.Sqrt(values.Count), 4 / Math.Sqrt(values.Count));
    }

    private static List<long> Walk(LoadPlan plan) => [.. plan.Phases.OfType<OpenPhase>().SelectMany(Walk)];

    private static List<long> Walk(OpenPhase phase)
    {
        var arrivals = new List<long>();
        var schedule = phase.CreateSchedule();
        for (var next = schedule.NextNs(); next != IArrivalSchedule.End; next = schedule.NextNs())
        {
            arrivals.Add(next);
        }

        return arrivals;
    }
}
