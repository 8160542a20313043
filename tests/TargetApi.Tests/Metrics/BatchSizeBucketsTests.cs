using LoadLab.TargetApi.Metrics;

namespace LoadLab.TargetApi.Tests.Metrics;

public sealed class BatchSizeBucketsTests
{
    [Fact]
    public void IndexOf_EverySize_IsTheFirstBoundThatHoldsIt()
    {
        for (int size = 1; size <= BatchSizeBuckets.Largest; size++)
        {
            int bucket = BatchSizeBuckets.IndexOf(size);
            Assert.InRange(size, bucket == 0 ? 1 : BatchSizeBuckets.UpperBound(bucket - 1) + 1, BatchSizeBuckets.UpperBound(bucket));
        }

        Assert.Equal(BatchSizeBuckets.Count - 1, BatchSizeBuckets.IndexOf(BatchSizeBuckets.Largest));
    }
}
