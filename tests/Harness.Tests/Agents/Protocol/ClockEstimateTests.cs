using LoadLab.Harness.Agents.Protocol;

namespace LoadLab.Harness.Tests.Agents.Protocol;

public sealed class ClockEstimateTests
{
    /// <summary>The figures by hand: 30 there, 10 back, the other clock 1000 ahead, 5 at the other side.</summary>
    [Fact]
    public void Add_OneExchange_GivesItsOffsetAndError()
    {
        var clock = new ClockEstimate();

        Assert.True(clock.Add(100, 1130, 1135, 145));
        Assert.Equal((1010, 40), (clock.OffsetNs, clock.DelayNs));
        Assert.Equal((1110, 100), (clock.ToRemote(100), clock.ToLocal(1110)));
        Assert.Equal(21, clock.ErrorNs(100));
        Assert.Equal(21 + 100_000, clock.ErrorNs(1_000_000_100));
    }

    [Fact]
    public void Add_SeveralExchanges_TakesTheOneWithTheShortestDelay()
    {
        var clock = new ClockEstimate();
        clock.Add(0, 150, 150, 100);
        clock.Add(1000, 1101, 1101, 1002);
        clock.Add(2000, 2190, 2190, 2100);

        Assert.Equal((100, 2), (clock.OffsetNs, clock.DelayNs));
        for (var exchange = 3; exchange < 11; exchange++)
        {
            clock.Add(exchange * 1000, (exchange * 1000) + 140, (exchange * 1000) + 140, (exchange * 1000) + 80);
        }

        // Eight exchanges later the good one is too old.
        Assert.Equal((100, 80), (clock.OffsetNs, clock.DelayNs));
    }

    [Fact]
    public void Add_MomentsThatContradictEachOther_AreLeftOut()
    {
        var clock = new ClockEstimate();

        Assert.False(clock.Add(10, 0, 0, 9));
        Assert.False(clock.Add(0, 10, 9, 20));
        Assert.False(clock.Add(0, 0, 100, 50));
        Assert.False(clock.Add(-10, 1L << 62, 1L << 62, -9));
        Assert.False(clock.Add(1L << 62, -(1L << 62), -(1L << 62), 1L << 62));
        Assert.False(clock.IsKnown);
        Assert.Throws<InvalidOperationException>(() => clock.OffsetNs);
    }

    /// <summary>Ways of very different length, random, and clocks that drift apart by up to 100 in a million: the truth is always within the error.</summary>
    [Theory]
    [InlineData(0.0, 5)]
    [InlineData(1.0, 50)]
    [InlineData(0.9, -100)]
    [InlineData(0.1, 100)]
    [InlineData(0.5, -20)]
    public void OffsetNs_OverUnequalWays_IsWithinItsError(double wayThere, double driftPpm)
    {
        var random = new Random(4711);
        var clock = new ClockEstimate();
        const long ahead = 987_654_321_000;
        long Other(long localNs) => ahead + localNs + (long)(localNs * driftPpm * 1e-6);

        for (var second = 0; second < 600; second++)
        {
            var t0 = second * 1_000_000_000L;
            // Mostly a fraction of a millisecond, sometimes a hundred times as much.
            var delay = (long)(100_000 + (random.NextDouble() * (random.Next(10) == 0 ? 50_000_000 : 400_000)));
            var arrived = t0 + (long)(delay * wayThere);
            var answered = arrived + random.Next(200_000);
            var t3 = answered + delay - (long)(delay * wayThere);
            Assert.True(clock.Add(t0, Other(arrived), Other(answered), t3));

            foreach (var now in (long[])[t3, t3 + 500_000_000, t3 + 3_000_000_000])
            {
                var truth = Other(now) - now;
                Assert.InRange(Math.Abs(truth - clock.OffsetNs), 0, clock.ErrorNs(now));
            }

            // And the error says something: an exchange of the last eight seconds took less than 1 ms in nearly every case.
            Assert.InRange(clock.ErrorNs(t3), 1, 30_000_000);
        }

        Assert.InRange(clock.ErrorNs(600_000_000_000L), 1, 1_500_000);
    }
}
