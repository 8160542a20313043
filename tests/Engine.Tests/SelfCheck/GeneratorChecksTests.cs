using LoadLab.Engine.Measurement;
using LoadLab.Engine.Scenarios;
using LoadLab.Engine.SelfCheck;

namespace LoadLab.Engine.Tests.SelfCheck;

/// <summary>Each check at both sides of its threshold.</summary>
public sealed class GeneratorChecksTests
{
    private const long Ms = 1_000_000;

    [Fact]
    public void Validity_EasyRun_IsValidWithoutAWord() => Assert.Equal(Validity.Valid, EasyRun.Result.Validity);

    [Theory]
    [InlineData(1, null)]
    [InlineData(2, Verdict.Suspect)]
    [InlineData(10, Verdict.Suspect)]
    [InlineData(11, Verdict.Invalid)]
    public void Validity_MissedArrivals_AreBoundAtOneInAThousandAndOneInAHundred(long missed, Verdict? expected) =>
        AssertFound(expected, "were never sent", EasyRun.Result with
        {
            Counts = new RequestCounts { Planned = 1000, Sent = 1000 - missed, Ok = 1000 - missed, Missed = missed },
            PlanArrivals = null,
        });

    [Theory]
    [InlineData(9_991, null)]
    [InlineData(9_989, Verdict.Suspect)]
    [InlineData(10_009, null)]
    [InlineData(10_011, Verdict.Suspect)]
    public void Validity_SentAgainstThePlan_IsBoundAtATenthOfAPercent(long sent, Verdict? expected) =>
        AssertFound(expected, "the load plan calls for 10000", EasyRun.Result with
        {
            Counts = new RequestCounts { Planned = sent, Sent = sent, Ok = sent },
            PlanArrivals = 10_000,
        });

    [Fact]
    public void Validity_CancelledBeforeItsPlanWasMet_IsNotBlamedForThat() =>
        AssertFound(null, "load plan", EasyRun.Result with { PlanArrivals = 5000, Cancelled = true });

    [Theory]
    [InlineData(0.99, 2, null)]
    [InlineData(1.01, 2, Verdict.Suspect)]
    [InlineData(4.9, 10, null)]
    [InlineData(5.1, 10, Verdict.Suspect)]
    public void Validity_Lateness_IsBoundAtHalfTheMedianAndAtAMillisecond(double lateMs, double medianMs, Verdict? expected)
    {
        var responses = EasyRun.Histogram(((long)(medianMs * Ms), 1000));

        AssertFound(expected, "late", EasyRun.Result with
        {
            Lateness = EasyRun.Histogram(((long)(lateMs * Ms), 1000)),
            Ok = new Latencies(responses, responses),
            UndisturbedResponse = responses,
        });
    }

    [Theory]
    [InlineData(1.04, null)]
    [InlineData(1.06, Verdict.Suspect)]
    [InlineData(1.49, Verdict.Suspect)]
    [InlineData(1.51, Verdict.Invalid)]
    public void Validity_P99AgainstThatWithoutStalls_IsBoundAtFivePercentAndAtHalf(double times, Verdict? expected)
    {
        var reported = EasyRun.Histogram((2 * Ms, 980), ((long)(10 * Ms * times), 20));

        AssertFound(expected, "without the generator's own stalls it is about 10", EasyRun.Result with
        {
            Ok = new Latencies(reported, reported),
            UndisturbedResponse = EasyRun.Histogram((2 * Ms, 980), (10 * Ms, 20)),
            StalledRequests = 20,
        });
    }

    [Fact]
    public void Validity_StallsThatTouchFewerThanOneInAHundred_LeaveP99Alone() =>
        AssertFound(null, "own stalls", EasyRun.Result with
        {
            Ok = new Latencies(EasyRun.Histogram((2 * Ms, 991), (500 * Ms, 9)), EasyRun.Histogram((2 * Ms, 1000))),
            StalledRequests = 9,
        });

    [Theory]
    [InlineData(0.049, null)]
    [InlineData(0.051, Verdict.Suspect)]
    public void Validity_TimeStoodStill_IsBoundAtFivePercentOfTheWorstLoop(double share, Verdict? expected) =>
        AssertFound(expected, "stood still", EasyRun.WithLoop(EasyRun.Loop with { StalledShare = share, Stalls = 7 }));

    [Theory]
    [InlineData(99, null)]
    [InlineData(101, Verdict.Suspect)]
    public void Validity_InvoluntarySwitchesWhereDelaysAreUnknown_AreBoundAtTenASecond(long switches, Verdict? expected) =>
        AssertFound(expected, "lost its processor", EasyRun.WithLoop(EasyRun.Loop with { RunDelayShare = null, InvoluntarySwitches = switches }));

    [Fact]
    public void Validity_InvoluntarySwitchesWhereDelaysAreKnown_AreNotJudged() =>
        AssertFound(null, "lost its processor", EasyRun.WithLoop(EasyRun.Loop with { InvoluntarySwitches = 100_000 }));

    [Theory]
    [InlineData(0.89, null)]
    [InlineData(0.91, Verdict.Suspect)]
    public void Validity_BusiestLoop_IsBoundAtNinetyPercentOfItsProcessor(double share, Verdict? expected) =>
        AssertFound(expected, "busiest event loop", EasyRun.Result with { Generator = EasyRun.Result.Generator with { LoopCpuShare = [0.2, share] } });

    [Fact]
    public void Validity_CpuTimeOfLoopsUnknown_IsSuspect() =>
        AssertFound(Verdict.Suspect, "does not tell how much processor time", EasyRun.Result with { Generator = EasyRun.Result.Generator with { LoopCpuShare = [] } });

    [Theory]
    [InlineData(49, 0.2, null)]
    [InlineData(51, 0.2, Verdict.Suspect)]
    [InlineData(51, 0.09, null)]
    public void Validity_GcPauses_AreBoundInTimeAndAgainstP99(int pausedMs, double longestMs, Verdict? expected) =>
        AssertFound(expected, "garbage collector", EasyRun.Result with
        {
            Generator = EasyRun.Result.Generator with { GcPause = TimeSpan.FromMilliseconds(pausedMs), LongestGcPause = TimeSpan.FromMilliseconds(longestMs) },
        });

    [Theory]
    [InlineData(0.99, null)]
    [InlineData(1.01, Verdict.Suspect)]
    public void Validity_WaitForAThreadOfThePool_IsBoundAtAMillisecondForQuickResponses(double delayMs, Verdict? expected) =>
        AssertFound(expected, "thread of the pool", EasyRun.Result with { PoolDelay = EasyRun.Histogram(((long)(delayMs * Ms), 100)) });

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, Verdict.Suspect)]
    public void Validity_CodeOfEarlierTrialsThatGoesOn_IsSuspect(int leftovers, Verdict? expected) =>
        AssertFound(expected, "of earlier trials", EasyRun.Result with { Scenario = new ScenarioOutcome { Name = "s", Steps = [], Statuses = [], Leftovers = leftovers } });

    [Theory]
    [InlineData(1, true, null)]
    [InlineData(2, true, Verdict.Suspect)]
    [InlineData(900, false, Verdict.Valid)]
    public void Validity_RequestsThatWaitForAConnection_AreSuspectOnlyWhereTheSystemLimitsThem(int blocked, bool byFiles, Verdict? expected) =>
        AssertFound(expected, "waited for one of the 100 connections", EasyRun.Result with
        {
            Timings = Timings(EasyRun.Histogram((90 * Ms, blocked))),
            Generator = EasyRun.Result.Generator with { ConnectionsLimitedByFiles = byFiles },
        });

    [Fact]
    public void Validity_LateOnlyForWantOfAConnection_IsNotBlamedOnTheGenerator() =>
        AssertFound(null, "late", EasyRun.Result with
        {
            Lateness = EasyRun.Histogram((1000, 500), (90 * Ms, 500)),
            Timings = Timings(EasyRun.Histogram((90 * Ms, 500))),
        });

    [Theory]
    [InlineData(54, null)]
    [InlineData(56, Verdict.Suspect)]
    [InlineData(-56, Verdict.Suspect)]
    public void Validity_ClockStep_IsBoundAtFiftyMillisecondsAndWhatMaySlewInTenSeconds(int ms, Verdict? expected) =>
        AssertFound(expected, "wall clock", EasyRun.Result with { Generator = EasyRun.Result.Generator with { ClockStep = TimeSpan.FromMilliseconds(ms) } });

    [Fact]
    public void Validity_SeveralFindings_TheWorstLeads()
    {
        var result = EasyRun.WithLoop(EasyRun.Loop with { StalledShare = 0.06 }) with
        {
            Counts = new RequestCounts { Planned = 1000, Sent = 900, Ok = 900, Missed = 100 },
            PlanArrivals = null,
        };

        Assert.Equal(Verdict.Invalid, result.Validity.Verdict);
        Assert.Contains("never sent", result.Validity.Reasons[0], StringComparison.Ordinal);
        Assert.Contains("stood still", result.Validity.Reasons[1], StringComparison.Ordinal);
    }

    private static ConnectionTimings Timings(LatencyHistogram blocked) => new(new LatencyHistogram(), blocked, new LatencyHistogram());

    private static void AssertFound(Verdict? expected, string part, LoadResult result)
    {
        var found = result.Findings.Where(finding => finding.Reason.Contains(part, StringComparison.Ordinal)).ToList();
        Assert.Equal(expected is { } verdict ? [verdict] : [], found.Select(finding => finding.Verdict));
        Assert.Equal(expected ?? Verdict.Valid, result.Validity.Verdict);
    }
}
