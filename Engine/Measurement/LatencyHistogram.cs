using System.Numerics;
using System.Runtime.InteropServices;

namespace LoadLab.Engine.Measurement;

/// <summary>An HDR histogram of latencies in ns: three significant digits from 1 ns to <see cref="HighestNs"/>, exact to merge.</summary>
/// <remarks>
/// Bucket layout as published for HdrHistogram (Gil Tene), so that its log format applies unchanged: 2048 slots of 1 ns, then for
/// every doubling 1024 slots of double the width. A slot is never wider than 1/1024 of its values. Memory is taken up to the largest
/// sample only, and kept by <see cref="Reset"/>: an empty one takes none, and a <see cref="Copy"/> only what lies between its samples.
/// Not thread-safe.
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

    /// <summary>The slot of the first count: above 0 in copies, which leave out what lies below their samples.</summary>
    private int _firstKept;
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
                sum += _counts[slot - _firstKept] * (double)MiddleOf(slot);
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
                squares += _counts[slot - _firstKept] * deviation * deviation;
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
        if ((uint)(slot - _firstKept) >= (uint)_counts.Length)
        {
            GrowTo(slot + 1);
        }

        _counts[slot - _firstKept]++;
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
        _counts[slot - _firstKept] += count;
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
        var slots = other.UsedSlots - first;
        _count = checked(_count + other._count);
        if (slots > 0)
        {
            GrowTo(first + slots);
            AddAll(_counts.AsSpan(first - _firstKept, slots), other._counts.AsSpan(first - other._firstKept, slots));
        }

        _min = Math.Min(_min, other._min);
        _max = Math.Max(_max, other._max);
    }

    /// <summary>Forgets all samples and keeps the memory.</summary>
    public void Reset()
    {
        if (_count > 0)
        {
            Array.Clear(_counts, FirstSlot - _firstKept, UsedSlots - FirstSlot);
        }

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

    /// <summary>An independent histogram with the same samples, in no more memory than they need.</summary>
    public LatencyHistogram Copy() => new()
    {
        _counts = _count == 0 ? [] : _counts[(FirstSlot - _firstKept)..(UsedSlots - _firstKept)],
        _firstKept = FirstSlot,
        _count = _count,
        _min = _min,
        _max = _max,
    };

    /// <summary>A histogram of these samples less those of <paramref name="other"/>, slot by slot; no slot goes below zero.</summary>
    public LatencyHistogram Without(LatencyHistogram other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var rest = new LatencyHistogram();
        for (var slot = FirstSlot; slot < UsedSlots; slot++)
        {
            rest.RecordSlot(slot, Math.Max(0, CountIn(slot) - other.CountIn(slot)));
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
            var count = CountIn(slot);
            if (count == 0)
            {
                continue;
            }

            cumulative += count;
            yield return new HistogramSlot(LowestIn(slot), HighestIn(slot), count, cumulative);
        }
    }

    internal long CountIn(int slot)
    {
        var index = slot - _firstKept;
        return (uint)index < (uint)_counts.Length ? _counts[index] : 0;
    }

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

    /// <summary>Makes room for the first slots. Doubles at least, so that a long run grows a few times only.</summary>
    private void GrowTo(int slots)
    {
        if (_firstKept == 0 && slots <= _counts.Length)
        {
            return;
        }

        var needed = Math.Max(Math.Max(slots, _firstKept + _counts.Length), SubBucketCount);
        var grown = new long[Math.Min(SlotCount, (int)BitOperations.RoundUpToPowerOf2((uint)needed))];
        _counts.CopyTo(grown, _firstKept);
        (_counts, _firstKept) = (grown, 0);
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
        for (var seen = CountIn(slot); seen < rank; seen += CountIn(slot))
        {
            slot++;
        }

        return slot;
    }
}
