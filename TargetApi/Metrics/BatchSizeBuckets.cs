using System.Numerics;

namespace LoadLab.TargetApi.Metrics;

/// <summary>Histogram bounds for requests in a batch: the powers of two up to the largest batch that can be asked for.</summary>
internal static class BatchSizeBuckets
{
    public const int Largest = 1024;

    /// <summary>Buckets in all: 1, 2, 4 … 1024. None lies above.</summary>
    public static readonly int Count = BitOperations.Log2(Largest) + 1;

    /// <summary>The inclusive upper bound of a bucket.</summary>
    public static int UpperBound(int bucket) => 1 << bucket;

    /// <summary>The bucket of a batch of 1 to 1024 requests.</summary>
    public static int IndexOf(int size) => BitOperations.Log2(BitOperations.RoundUpToPowerOf2((uint)size));
}
