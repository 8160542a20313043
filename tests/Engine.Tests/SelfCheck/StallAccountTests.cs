using LoadLab.Engine.SelfCheck;

namespace LoadLab.Engine.Tests.SelfCheck;

public sealed class StallAccountTests
{
    /// <summary>One stall from 1,000 to 1,400.</summary>
    [Theory]
    [InlineData(500, 800)]
    [InlineData(1_000, 800)]
    [InlineData(1_399, 800)]
    [InlineData(1_400, 0)]
    [InlineData(9_000, 0)]
    public void SufferedBefore_OneStall_IsTwiceItsLengthForWhatWasDueBeforeItsEnd(long dueNs, long expected)
    {
        var account = new StallAccount();
        account.Add(endNs: 1_400, lengthNs: 400);

        Assert.Equal(expected, account.SufferedNs - account.SufferedBefore(dueNs));
    }

    [Fact]
    public void SufferedBefore_ReadWhenARequestWasSent_LeavesItOnlyWhatCameLater()
    {
        var account = new StallAccount();
        account.Add(endNs: 1_000, lengthNs: 100);
        var sent = account.SufferedBefore(2_000);
        account.Add(endNs: 5_000, lengthNs: 50);

        Assert.Equal(100, account.SufferedNs - sent);
    }

    [Fact]
    public void SufferedNs_NoStall_IsNothingForAnyRequest()
    {
        var account = new StallAccount();

        Assert.Equal(0, account.SufferedNs);
        Assert.Equal(0, account.SufferedBefore(0));
    }
}
