using LoadLab.Engine.SelfCheck;

namespace LoadLab.Engine.Tests.SelfCheck;

public sealed class StallAccountTests
{
    /// <summary>One stall from 1,000 to 1,400: it spoils the time until 1,800.</summary>
    [Theory]
    [InlineData(1_000, 0)]
    [InlineData(1_100, 100)]
    [InlineData(1_400, 400)]
    [InlineData(1_700, 700)]
    [InlineData(1_800, 800)]
    [InlineData(9_000, 800)]
    public void SpoiledBefore_OneStall_GrowsFromItsBeginningToTwiceItsLength(long momentNs, long expected)
    {
        var account = new StallAccount();
        account.Add(endNs: 1_400, lengthNs: 400);

        Assert.Equal(expected, account.SpoiledBefore(momentNs));
    }

    /// <summary>A request's share is the difference of two readings: one when it was due, one when it was answered.</summary>
    [Theory]
    [InlineData(500, 1_400, 400)]
    [InlineData(1_200, 1_500, 300)]
    [InlineData(1_500, 5_000, 300)]
    [InlineData(1_900, 5_000, 0)]
    public void SpoiledBefore_WhenDueAndWhenAnswered_DifferByWhatFellBetween(long dueNs, long answeredNs, long expected)
    {
        var account = new StallAccount();
        var early = account.SpoiledBefore(dueNs);
        account.Add(endNs: 1_400, lengthNs: 400);
        var due = dueNs < 1_400 && dueNs < 1_000 ? early : account.SpoiledBefore(dueNs);

        Assert.Equal(expected, account.SpoiledBefore(answeredNs) - due);
    }

    [Fact]
    public void SpoiledNs_SeveralStalls_AddsThemUp()
    {
        var account = new StallAccount();
        account.Add(1_000, 100);
        account.Add(5_000, 50);

        Assert.Equal(300, account.SpoiledNs);
        Assert.Equal(300, account.SpoiledBefore(6_000));
        Assert.Equal(200, account.SpoiledBefore(4_950));
    }
}
