using LoadLab.Engine.Http.Loops;

namespace LoadLab.Engine.Tests.Http.Loops;

public sealed class WakeDelayTests
{
    [Fact]
    public void Ns_DelaysSpreadEvenly_SettlesNearTheirNinetiethPercentile()
    {
        var random = new Random(1);
        var delay = new WakeDelay();
        for (var i = 0; i < 5000; i++)
        {
            delay.Observe((long)(random.NextDouble() * 100_000));
        }

        Assert.InRange(delay.Ns, 80_000, 100_000);
    }

    [Theory]
    [InlineData(0, WakeDelay.LeastNs)]
    [InlineData(10_000_000, WakeDelay.MostNs)]
    public void Ns_ExtremeDelays_StaysWithinBounds(long lateNs, long expectedNs)
    {
        var delay = new WakeDelay();
        for (var i = 0; i < 1000; i++)
        {
            delay.Observe(lateNs);
        }

        Assert.Equal(expectedNs, delay.Ns);
    }
}
