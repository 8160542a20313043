using LoadLab.Engine.SelfCheck;

namespace LoadLab.Engine.Tests.SelfCheck;

public sealed class StalledRequestsTests
{
    [Fact]
    public void Reduce_SomeRequestsStalled_ShortensTheseAndKeepsTheOthers()
    {
        var all = EasyRun.Histogram((1_000, 90), (5_000, 10));
        var stalled = new StalledRequests();
        for (var i = 0; i < 10; i++)
        {
            stalled.Record(responseNs: 5_000, sufferedNs: 3_500);
        }

        var least = stalled.Reduce(all);

        Assert.Equal(all.Count, least.Count);
        Assert.Equal(1_500, least.ValueAtPercentile(99));
        Assert.Equal(1_000, least.ValueAtPercentile(90));
    }

    [Fact]
    public void Reduce_StallLongerThanTheRequest_StopsAtNoTimeAtAll()
    {
        var stalled = new StalledRequests();
        stalled.Record(responseNs: 100, sufferedNs: 900);

        Assert.Equal(0, stalled.Reduce(EasyRun.Histogram((100, 1))).MaxNs);
    }
}
