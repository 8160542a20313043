using FsCheck;
using FsCheck.Fluent;
using LoadLab.Engine.Http;
using LoadLab.Engine.Http.Loops;
using LoadLab.Engine.LoadModels;

namespace LoadLab.Engine.Tests.Http.Loops;

public sealed class SharePlannerTests
{
    private const int Seed = 7;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(333);

    /// <summary>All kinds of arrivals and users, and what lies between them.</summary>
    private static readonly LoadSimulation[] Stages =
    [
        new Inject(137, Second, 2 * Second),
        new RampingInject(211, Second, 2 * Second),
        new RampingInject(0, Second, Second),
        new Inject(150, Second, 2 * Second) { Arrivals = ArrivalProcess.Poisson },
        new RampingInject(0, Second, Second) { Arrivals = ArrivalProcess.Poisson },
        new InjectRandom(0, 40, TimeSpan.FromMilliseconds(170), 2 * Second),
        new Pause(TimeSpan.FromMilliseconds(500)),
        new IterationsForInject(90, Second, 101),
        new IterationsForInject(90, Second, 101) { Arrivals = ArrivalProcess.Poisson },
        new RampingConstant(17, Second),
        new KeepConstant(17, Second),
        new RampingConstant(3, Second),
    ];

    /// <summary>The shares of three generators, one of which joins, goes and comes again.</summary>
    private static readonly LoadShare[][] Shares =
    [
        [LoadShare.Whole, LoadShare.None, LoadShare.None],
        [new LoadShare(1, 2), new LoadShare(0, 2), LoadShare.None],
        [new LoadShare(2, 3), new LoadShare(0, 3), new LoadShare(1, 3)],
        [LoadShare.None, LoadShare.None, LoadShare.Whole],
        [new LoadShare(0, 2), LoadShare.None, new LoadShare(1, 2)],
    ];

    private static readonly int[] Loops = [1, 3, 2];

    private static readonly long TotalNs = EndsNs()[^1];

    private static readonly Arbitrary<long[]> AnyMoments = Gen.Choose(1, (int)(TotalNs / TimeSpan.NanosecondsPerTick) - 1)
        .Select(tick => tick * TimeSpan.NanosecondsPerTick)
        .ArrayOf(Shares.Length - 1)
        .Where(moments => moments.Distinct().Count() == moments.Length)
        .Select(moments => moments.Order().ToArray())
        .ToArbitrary();

    [Fact]
    public void TryChange_AllGeneratorsAtOddMoments_ArrivalsAreExactlyThePlans()
    {
        var whole = Arrivals(new LoadShare[][] { [LoadShare.Whole] }, [], [1]);
        Assert.True(whole.Count > 1000);

        Check.QuickThrowOnFailure(Prop.ForAll(AnyMoments, moments => whole.SequenceEqual(Arrivals(Shares, moments, Loops))));
    }

    [Fact]
    public void TryChange_AtTheMomentOfAnArrival_LeavesItToTheNewShare()
    {
        // The twentieth arrival of the first stage, at a whole number of ticks: 20 of 100 a second are due every 10 ms.
        var plan = LoadPlan.Create([new Inject(100, Second, Second)], Seed);
        var planner = new SharePlanner(plan, TimeSpan.Zero, loops: 1);
        var timeline = new RunTimeline([1_000_000_000], 0, 1);

        var at = planner.TryChange(LoadShare.Whole, TimeSpan.FromMilliseconds(200), timeline);
        var after = planner.TryChange(LoadShare.Whole, TimeSpan.FromTicks(2_000_001), timeline);

        Assert.Equal((200_000_000, 210_000_000), (at!.Loops[0].Arrivals!.NextNs(), after!.Loops[0].Arrivals!.NextNs()));
    }

    [Fact]
    public void TryChange_AllGeneratorsAtOddMoments_UsersAddUpAtEveryMoment() =>
        Check.QuickThrowOnFailure(Prop.ForAll(AnyMoments, moments =>
            Enumerable.Range(0, 400).Select(part => TotalNs * part / 400).Concat(moments).Concat(moments.Select(at => at - 1)).All(atNs =>
                Users([LoadShare.Whole], atNs, [1]) == Users(Shares[moments.Count(moment => moment <= atNs)], atNs, Loops))));

    [Theory]
    [InlineData(-1)]
    [InlineData(1_000)]
    public void TryChange_OutsideTheRun_IsNone(int offsetMs)
    {
        var planner = new SharePlanner(LoadPlan.Create([new Inject(100, Second, Second)], Seed), TimeSpan.Zero, loops: 1);

        Assert.Null(planner.TryChange(LoadShare.Whole, TimeSpan.FromMilliseconds(offsetMs), new RunTimeline([1_000_000_000], 0, 1)));
    }

    /// <summary>What all loops of all generators intend, from the start of the run, in order; each as its phases and changes tell.</summary>
    private static List<long> Arrivals(LoadShare[][] shares, long[] moments, int[] loops)
    {
        var arrivals = new List<long>();
        for (var generator = 0; generator < loops.Length; generator++)
        {
            var planner = new SharePlanner(LoadPlan.Create(Stages, Seed), WarmUp, loops[generator]);
            ShareChange[] changes =
            [
                planner.First(shares[0][generator]),
                .. moments.Select((at, index) => planner.TryChange(shares[index + 1][generator], TimeSpan.FromTicks(at / TimeSpan.NanosecondsPerTick), Timeline())!),
            ];
            for (var loop = 0; loop < loops[generator]; loop++)
            {
                arrivals.AddRange(Walk([.. changes.Select(change => (change.OffsetNs, change.Loops[loop]))]));
            }
        }

        arrivals.Sort();
        return arrivals;
    }

    private static IEnumerable<long> Walk((long AtNs, LoopShare Share)[] shares)
    {
        var ends = EndsNs();
        for (var phase = 0; phase < ends.Length; phase++)
        {
            var (startNs, endNs) = (phase == 0 ? 0 : ends[phase - 1], ends[phase]);
            for (var index = shares.Count(share => share.AtNs <= startNs) - 1; index < shares.Length && shares[index].AtNs < endNs; index++)
            {
                var (fromNs, share) = shares[index];
                var untilNs = index + 1 < shares.Length ? Math.Min(endNs, shares[index + 1].AtNs) : endNs;
                if (share.Phases[phase] is OpenPhase open)
                {
                    var schedule = fromNs > startNs ? share.Arrivals! : open.CreateSchedule();
                    for (var next = schedule.NextNs(); next != IArrivalSchedule.End && startNs + next < untilNs; next = schedule.NextNs())
                    {
                        yield return startNs + next;
                    }
                }
            }
        }
    }

    private static int Users(LoadShare[] shares, long atNs, int[] loops)
    {
        var ends = EndsNs();
        var phase = ends.Count(end => end <= atNs);
        var sinceNs = atNs - (phase == 0 ? 0 : ends[phase - 1]);
        return shares
            .SelectMany((share, generator) => new SharePlanner(LoadPlan.Create(Stages, Seed), WarmUp, loops[generator]).First(share).Loops)
            .Sum(loop => loop.Phases[phase] is ClosedPhase closed ? closed.Users.UsersAt(sinceNs) : 0);
    }

    private static long[] EndsNs()
    {
        long endNs = 0;
        return [.. Durations().Select(duration => endNs += duration!.Value)];
    }

    private static List<long?> Durations() =>
        [.. new SharePlanner(LoadPlan.Create(Stages, Seed), WarmUp, loops: 1).First(LoadShare.Whole).Loops[0].Phases.Select(phase => phase.DurationNs)];

    private static RunTimeline Timeline() => new(Durations(), warmUpPhases: 1, loops: 1);
}
