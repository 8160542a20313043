using LoadLab.Engine.Http.Loops;

namespace LoadLab.Engine.Tests.Http.Loops;

public sealed class ShareChangesTests
{
    private const long StartNs = 1_000_000_000;

    [Fact]
    public void TryAdd_BeforeItsMoment_ShowsItAtThatMoment()
    {
        var changes = Started(nowNs: () => StartNs + 50);
        var change = Change(ShareChanges.MarginNs + 100);

        Assert.True(changes.TryAdd(change));

        Assert.Same(change, changes.First.Next);
        Assert.Same(change, changes.After(changes.First));
        Assert.Equal(StartNs + ShareChanges.MarginNs + 100, change.AtNs);
        Assert.True(changes.HasAny);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(ShareChanges.MarginNs)]
    public void TryAdd_ItsMomentCameMeanwhile_WithdrawsIt(long leftNs)
    {
        var changes = Started(nowNs: () => StartNs + 1000);

        Assert.False(changes.TryAdd(Change(1000 + leftNs)));

        Assert.Null(changes.First.Next);
        Assert.Null(changes.After(changes.First));
        Assert.False(changes.HasAny);
    }

    [Fact]
    public void TryAdd_WhileTheClockIsRead_IsSeenByLoopsAlready()
    {
        ShareChanges? changes = null;
        var wasSeen = false;
        changes = Started(nowNs: () =>
        {
            wasSeen = changes!.First.Next is not null;
            return StartNs;
        });

        changes.TryAdd(Change(2 * ShareChanges.MarginNs));

        Assert.True(wasSeen);
    }

    [Fact]
    public void TryAdd_NotLaterThanTheOneBefore_IsRefused()
    {
        var changes = Started(nowNs: () => StartNs);
        var first = Change(5_000_000);
        Assert.True(changes.TryAdd(first));

        Assert.False(changes.TryAdd(Change(5_000_000)));
        Assert.False(changes.TryAdd(Change(4_000_000)));
        Assert.True(changes.TryAdd(Change(5_000_001)));

        Assert.Equal(5_000_001, first.Next!.OffsetNs);
    }

    [Fact]
    public void Start_WithChangesThatWait_GivesThemTheirMoments()
    {
        var changes = new ShareChanges(Change(0), () => StartNs);
        var atOnce = Change(0);
        var later = Change(7);
        Assert.True(changes.TryAdd(atOnce));
        Assert.True(changes.TryAdd(later));

        changes.Start(StartNs);

        Assert.Equal((StartNs, StartNs + 7), (atOnce.AtNs, later.AtNs));
    }

    private static ShareChange Change(long offsetNs) => new(offsetNs, []);

    private static ShareChanges Started(Func<long> nowNs)
    {
        var changes = new ShareChanges(Change(0), nowNs);
        changes.Start(StartNs);
        return changes;
    }
}
