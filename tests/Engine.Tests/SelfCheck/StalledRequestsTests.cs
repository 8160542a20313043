using LoadLab.Engine.SelfCheck;

namespace LoadLab.Engine.Tests.SelfCheck;

public sealed class StalledRequestsTests
{
    [Fact]
    public void Undisturbed_SomeRequestsStalled_ShortensTheseAndKeepsTheOthers()
    {
        var all = EasyRun.Histogram((1_000, 90), (5_000, 10));
        var stalled = new StalledRequests();
        for (var i = 0; i < 10; i++)
        {
            stalled.Record(responseNs: 5_000, sufferedNs: 3_500);
        }

        var undisturbed = stalled.Undisturbed(all);

        Assert.Equal(all.Count, undisturbed.Count);
        Assert.Equal(1_500, undisturbed.ValueAtPercentile(99));
        Assert.Equal(1_000, undisturbed.ValueAtPercentile(90));
    }

    [Fact]
    public void Undisturbed_StallAsLongAsTheRequest_LeavesTheRequestOut()
    {
        var stalled = new StalledRequests();
        stalled.Record(responseNs: 900, sufferedNs: 900);

        var undisturbed = stalled.Undisturbed(EasyRun.Histogram((100, 4), (900, 1)));

        Assert.Equal((4, 100), (undisturbed.Count, undisturbed.MaxNs));
        Assert.Equal(1, stalled.Count);
    }
}
