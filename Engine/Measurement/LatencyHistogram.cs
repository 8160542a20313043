using System.Numerics;
using System.Runtime.InteropServices;

namespace LoadLab.Engine.Measurement;

/// <summary>An HDR histogram of latencies in ns: three significant digits from 1 ns to <see cref="HighestNs"/>, exact to merge.</summary>
/// <remarks>
/// Bucket layout as published for HdrHistogram (Gil Tene), so that its log format applies unchanged: 2048 slots of 1 ns, then for
/// every doubling 1024 slots of double the width. A slot is never wider than 1/1024 of its values. Memory is taken up to the largest
/// sample only, and kept by <see cref="Reset"/>: an empty one takes none. Not thread-safe.
/// </remarks>
public sealed class LatencyHistogram
{
    /// <summary>Largest value kept apart; larger ones are recorded as this one (one hour).</summary>
    public const long HighestNs = 3_600_000_000_000;

    /// <summary>The smallest power of two that keeps 2 × 10³ values apart, which three digits need.</summary>
    private const int SubBucketCount = 2048;
    private const int SubBucketMask = SubBucketCount - 1;
    private const int SubBucketHalfCount = SubBucketCount / 2;
    private const int SubBucketHalfMagnitude = 10;

    /// <summary>Leading zeros of the largest value in the first bucket.</summary>
    private const int FirstBucketLeadingZeros = 53;

    /// <summary>2048 · 2³¹ is the first power beyond one hour.</summary>
    private const int BucketCount = 32;

    internal const int SlotCount = (BucketCount + 1) * SubBucketHalfCount;

    private long[] _counts = [];
    private long _count;
    private long _min = long.MaxValue;
    private long _max;

    /// <summary>Samples recorded.</summary>
    public long Count => _count;

    /// <summary>Smallest sample to the histogram's precision; 0 when empty.</summary>
    public long MinNs => _count == 0 ? 0 : LowestIn(SlotOf(_min));

    /// <summary>Largest sample to the histogram's precision; 0 when empty.</summary>
    public long MaxNs => _count == 0 ? 0 : HighestIn(SlotOf(_max));

    /// <summary>Mean in ns; 0 when empty.</summary>
    public double MeanNs
    {
        get
        {
            double sum = 0;
            var used = UsedSlots;
            for (var slot = FirstSlot; slot < used; slot++)
            {
                sum += _counts[slot] * (double)MiddleOf(slot);
            }

            return _count == 0 ? 0 : sum / _count;
        }
    }

    /// <summary>Standard deviation of the samples (divided by their number) in ns; 0 when empty.</summary>
    public double StdDevNs
    {
        get
        {
            var mean = MeanNs;
            double squares = 0;
            var used = UsedSlots;
            for (var slot = FirstSlot; slot < used; slot++)
            {
                var deviation = MiddleOf(slot) - mean;
                squares += _counts[slot] * deviation * deviation;
            }

            return _count == 0 ? 0 : Math.Sqrt(squares / _count);
        }
    }

    /// <summary>Slots up to the largest sample's; 0 when empty.</summary>
    internal int UsedSlots => _count == 0 ? 0 : SlotOf(_max) + 1;

    /// <summary>The smallest sample's slot; 0 when empty.</summary>
    private int FirstSlot => _count == 0 ? 0 : SlotOf(_min);

    /// <summary>Records one sample; negative ones count as 0.</summary>
    public void Record(long valueNs)
    {
        if ((ulong)valueNs > HighestNs)
        {
            valueNs = Clamp(valueNs);
        }

        var slot = SlotOf(valueNs);
        if ((uint)slot >= (uint)_counts.Length)
        {
            GrowTo(slot + 1);
        }

        _counts[slot]++;
        _count++;
        if (valueNs > _max)
        {
            _max = valueNs;
        }

        if (valueNs < _min)
        {
            _min = valueNs;
        }
    }

    /// <summary>Records <paramref name="count"/> equal samples.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    /// <exception cref="OverflowException">The histogram would hold more than 2⁶³−1 samples.</exception>
    public void Record(long valueNs, long count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (count == 0)
        {
            return;
        }

        var value = Clamp(valueNs);
        var slot = SlotOf(value);
        _count = checked(_count + count);
        GrowTo(slot + 1);
        _counts[slot] += count;
        _min = Math.Min(_min, value);
        _max = Math.Max(_max, value);
    }

    /// <summary>Adds all samples of <paramref name="other"/>: exact.</summary>
    /// <exception cref="OverflowException">The histogram would hold more than 2⁶³−1 samples.</exception>
    public void Add(LatencyHistogram other)
    {
        ArgumentNullException.ThrowIfNull(other);
        // Read before the counts change, so that a histogram may be added to itself.
        var first = other.FirstSlot;
        var used = other.UsedSlots;
        _count = checked(_count + other._count);
        GrowTo(used);
        AddAll(_counts.AsSpan(first, used - first), other._counts.AsSpan(first, used - first));

        _min = Math.Min(_min, other._min);
        _max = Math.Max(_max, other._max);
    }

    /// <summary>Forgets all samples and keeps the memory.</summary>
    public void Reset()
    {
        Array.Clear(_counts, FirstSlot, UsedSlots - FirstSlot);
        _count = 0;
        _min = long.MaxValue;
        _max = 0;
    }

    /// <summary>An empty histogram that never has to take memory when it records, for loops that must not be held up.</summary>
    internal static LatencyHistogram WithRoomForAll()
    {
        var histogram = new LatencyHistogram();
        histogram.GrowTo(SlotCount);
        return histogram;
    }

    /// <summary>An independent histogram with the same samples.</summary>
    public LatencyHistogram Copy()
    {
        var copy = new LatencyHistogram();
        copy.Add(this);
        return copy;
    }

    /// <summary>A histogram of these samples less those of <paramref name="other"/>, slot by slot; no slot goes below zero.</summary>
    public LatencyHistogram Without(LatencyHistogram other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var rest = new LatencyHistogram();
        for (var slot = FirstSlot; slot < UsedSlots; slot++)
        {
            rest.RecordSlot(slot, Math.Max(0, _counts[slot] - other.CountIn(slot)));
        }

        return rest;
    }

    /// <summary>The value at or below which <paramref name="percentile"/> (0 to 100) percent of samples lie; 0 when empty.</summary>
    /// <remarks>
    /// The highest value that the histogram does not tell apart from it, as the reference implementations return; for 0 the lowest.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="percentile"/> is not within 0 to 100.</exception>
    public long ValueAtPercentile(double percentile)
    {
        if (!(percentile >= 0 && percentile <= 100))
        {
            throw new ArgumentOutOfRangeException(nameof(percentile), percentile, "A percentile is a number from 0 to 100.");
        }

        if (_count == 0)
        {
            return 0;
        }

        return percentile == 0 ? MinNs : HighestIn(SlotAtRank(RankOf(percentile)));
    }

    /// <summary>The slots that hold samples, from the lowest values up: the percentile curve.</summary>
    public IEnumerable<HistogramSlot> RecordedSlots()
    {
        long cumulative = 0;
        for (var slot = FirstSlot; slot < UsedSlots; slot++)
        {
            if (_counts[slot] == 0)
            {
                continue;
            }

            cumulative += _counts[slot];
            yield return new HistogramSlot(LowestIn(slot), HighestIn(slot), _counts[slot], cumulative);
        }
    }

    internal long CountIn(int slot) => slot < _counts.Length ? _counts[slot] : 0;

    /// <summary>Records samples of which only the slot is known.</summary>
    internal void RecordSlot(int slot, long count) => Record(LowestIn(slot), count);

    internal static int SlotOf(long value)
    {
        var bucket = FirstBucketLeadingZeros - BitOperations.LeadingZeroCount((ulong)value | SubBucketMask);
        return (bucket << SubBucketHalfMagnitude) + (int)(value >> bucket);
    }

    internal static long LowestIn(int slot)
    {
        var bucket = BucketOf(slot);
        return (long)(slot - (bucket << SubBucketHalfMagnitude)) << bucket;
    }

    private static long HighestIn(int slot) => LowestIn(slot) + (1L << BucketOf(slot)) - 1;

    private static long MiddleOf(int slot) => LowestIn(slot) + ((1L << BucketOf(slot)) >> 1);

    /// <summary>Doubles at least, so that a long run grows a few times only.</summary>
    private void GrowTo(int slots)
    {
        if (slots > _counts.Length)
        {
            Array.Resize(ref _counts, Math.Min(SlotCount, (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(slots, SubBucketCount))));
        }
    }

    private static int BucketOf(int slot) => Math.Max(0, (slot >> SubBucketHalfMagnitude) - 1);

    private static void AddAll(Span<long> sums, ReadOnlySpan<long> others)
    {
        var wideSums = MemoryMarshal.Cast<long, Vector<long>>(sums);
        var wideOthers = MemoryMarshal.Cast<long, Vector<long>>(others);
        for (var i = 0; i < wideSums.Length; i++)
        {
            wideSums[i] += wideOthers[i];
        }

        for (var i = wideSums.Length * Vector<long>.Count; i < sums.Length; i++)
        {
            sums[i] += others[i];
        }
    }

    private static long Clamp(long value) => Math.Clamp(value, 0, HighestNs);

    /// <summary>
    /// The 1-based rank ⌈p/100 · n⌉. The percentile is taken one step lower first, so that a product such as 99.9/100 · 1000
    /// which rounds to just above 999 does not become rank 1000.
    /// </summary>
    private long RankOf(double percentile)
    {
        var rank = Math.Ceiling(Math.BitDecrement(percentile) / 100 * _count);
        return rank >= _count ? _count : Math.Max(1, (long)rank);
    }

    private int SlotAtRank(long rank)
    {
        var slot = FirstSlot;
        for (var seen = _counts[slot]; seen < rank; seen += _counts[slot])
        {
            slot++;
        }

        return slot;
    }
}
