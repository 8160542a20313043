using LoadLab.Harness.Agents.Protocol;

namespace LoadLab.Harness.Tests.Agents.Protocol;

public sealed class TokenBucketTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void TryTake_ABurst_ThenTheRate()
    {
        var bucket = new TokenBucket(200, 1000, _time);

        Assert.Equal(1000, TakeAll(bucket));
        _time.Pass(TimeSpan.FromMilliseconds(5));
        Assert.Equal(1, TakeAll(bucket));
        _time.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(200, TakeAll(bucket));
        _time.Pass(TimeSpan.FromHours(1));
        Assert.Equal(1000, TakeAll(bucket));
    }

    [Fact]
    public void Take_BeyondTheBurst_WaitsForTheRate()
    {
        var bucket = new TokenBucket(100, 2, _time);

        Assert.Equal(
            [TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(20)],
            Enumerable.Range(0, 4).Select(_ => bucket.Take()));
    }

    private static int TakeAll(TokenBucket bucket)
    {
        var taken = 0;
        while (bucket.TryTake())
        {
            taken++;
        }

        return taken;
    }
}
