using FsCheck;
using FsCheck.Fluent;
using LoadLab.Engine.Measurement;

namespace LoadLab.Engine.Tests.Measurement;

public sealed class LatencyHistogramTests
{
    private static readonly Arbitrary<long[]> Samples = Gen.Choose(0, 41)
        .SelectMany(bits => Gen.Choose(0, int.MaxValue).Select(low => ((long)low << 10) % (1L << bits)))
        .ArrayOf()
        .ToArbitrary();

    [Fact]
    public void Everything_Empty_IsZero()
    {
        var histogram = new LatencyHistogram();

        Assert.Equal((0, 0, 0), (histogram.Count, histogram.MinNs, histogram.MaxNs));
        Assert.Equal((0, 0), (histogram.MeanNs, histogram.StdDevNs));
        Assert.Equal(0, histogram.ValueAtPercentile(99));
        Assert.Empty(histogram.RecordedSlots());
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1, 1, 1)]
    [InlineData(2047, 2047, 2047)]
    [InlineData(2048, 2048, 2049)]
    [InlineData(4095, 4094, 4095)]
    [InlineData(4096, 4096, 4099)]
    [InlineData(1_000_000, 999_936, 1_000_447)]
    [InlineData(LatencyHistogram.HighestNs, 3_599_182_594_048, 3_601_330_077_695)]
    public void Record_OneValue_LandsInThePublishedSlot(long value, long lowest, long highest)
    {
        var histogram = new LatencyHistogram();

        histogram.Record(value);

        Assert.Equal(new HistogramSlot(lowest, highest, 1, 1), Assert.Single(histogram.RecordedSlots()));
        Assert.Equal((lowest, highest), (histogram.MinNs, histogram.MaxNs));
        Assert.Equal(highest, histogram.ValueAtPercentile(100));
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(long.MinValue, 0)]
    [InlineData(LatencyHistogram.HighestNs + 1, LatencyHistogram.HighestNs)]
    [InlineData(long.MaxValue, LatencyHistogram.HighestNs)]
    public void Record_OutOfRange_CountsAsTheNearestBound(long value, long bound)
    {
        var histogram = new LatencyHistogram();
        var expected = new LatencyHistogram();

        histogram.Record(value);
        histogram.Record(value, 2);
        expected.Record(bound, 3);

        Assert.Equal(expected.RecordedSlots(), histogram.RecordedSlots());
    }

    [Fact]
    public void SlotOf_EverySlot_IsTheOneItsLowestValueFallsInto()
    {
        for (var slot = 0; slot < LatencyHistogram.SlotCount; slot++)
        {
            Assert.Equal(slot, LatencyHistogram.SlotOf(LatencyHistogram.LowestIn(slot)));
        }
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.05, 1)]
    [InlineData(0.1, 1)]
    [InlineData(50, 500)]
    [InlineData(50.1, 501)]
    [InlineData(99, 990)]
    [InlineData(99.9, 999)]
    [InlineData(99.91, 1000)]
    [InlineData(100, 1000)]
    public void ValueAtPercentile_OneToThousand_IsTheSampleOfThatRank(double percentile, long expected)
    {
        var histogram = new LatencyHistogram();
        for (var value = 1; value <= 1000; value++)
        {
            histogram.Record(value);
        }

        Assert.Equal(expected, histogram.ValueAtPercentile(percentile));
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(100.1)]
    [InlineData(double.NaN)]
    public void ValueAtPercentile_NoPercentile_Throws(double percentile) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new LatencyHistogram().ValueAtPercentile(percentile));

    [Fact]
    public void MeanAndStdDev_KnownSamples_MatchTheirClosedForms()
    {
        var histogram = new LatencyHistogram();
        for (var value = 1; value <= 1001; value++)
        {
            histogram.Record(value);
        }

        // 1…n: mean (n + 1)/2, variance (n² − 1)/12.
        Assert.Equal(501, histogram.MeanNs, 9);
        Assert.Equal(Math.Sqrt((1001.0 * 1001 - 1) / 12), histogram.StdDevNs, 9);
    }

    [Fact]
    public void Percentiles_AnySamples_AreWithinOneInThousandOfTheTruth() =>
        Check.QuickThrowOnFailure(Prop.ForAll(Samples, samples => samples.Length == 0 || WithinPrecision(samples)));

    [Fact]
    public void Add_AnySplit_EqualsRecordingAllInOne() =>
        Check.QuickThrowOnFailure(Prop.ForAll(Samples, Samples, (left, right) =>
        {
            var merged = HistogramOf(left);
            merged.Add(HistogramOf(right));
            return AreEqual(merged, HistogramOf([.. left, .. right]));
        }));

    [Fact]
    public void Reset_AfterUse_LeavesNothingBehind() =>
        Check.QuickThrowOnFailure(Prop.ForAll(Samples, Samples, (before, after) =>
        {
            var reused = HistogramOf(before);
            reused.Reset();
            foreach (var sample in after)
            {
                reused.Record(sample);
            }

            return AreEqual(reused, HistogramOf(after));
        }));

    [Fact]
    public void Copy_ThenRecord_LeavesTheOriginalAlone()
    {
        var original = HistogramOf([5, 700_000]);

        original.Copy().Record(1);

        Assert.True(AreEqual(original, HistogramOf([5, 700_000])));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(600_000)]
    [InlineData(30_000_000)]
    public void Copy_UsedOn_IsAnyHistogram(long valueNs)
    {
        long[] samples = [500_000, 700_000, 9_000_000];

        var recorded = HistogramOf(samples).Copy();
        recorded.Record(valueNs);
        var counted = HistogramOf(samples).Copy();
        counted.Record(valueNs, 1);
        var added = HistogramOf(samples).Copy();
        added.Add(HistogramOf([valueNs]).Copy());
        var reset = HistogramOf(samples).Copy();
        reset.Reset();
        reset.Record(valueNs);

        var expected = HistogramOf([.. samples, valueNs]);
        Assert.All([recorded, counted, added, recorded.Copy()], histogram => Assert.True(AreEqual(expected, histogram)));
        Assert.True(AreEqual(HistogramOf([valueNs]), reset));
    }

    [Fact]
    public void Copy_TellsWhatTheOriginalTells()
    {
        var original = HistogramOf([500_000, 700_000, 700_000, 9_000_000]);
        var copy = original.Copy();
        copy.Add(copy.Copy());
        original.Add(original);

        Assert.Equal(original.RecordedSlots(), copy.RecordedSlots());
        Assert.Equal((original.MeanNs, original.StdDevNs), (copy.MeanNs, copy.StdDevNs));
        Assert.All([0, 12.5, 50, 87.5, 100], percentile => Assert.Equal(original.ValueAtPercentile(percentile), copy.ValueAtPercentile(percentile)));
        Assert.True(AreEqual(original.Without(HistogramOf([700_000])), copy.Without(HistogramOf([700_000]).Copy())));
        Assert.Equal(0, new LatencyHistogram().Copy().Count);
    }

    [Fact]
    public void Copy_TakesNoMoreMemoryThanItsSamplesNeed()
    {
        var original = HistogramOf([30_000_000, 31_000_000]);
        _ = original.Copy();
        var before = GC.GetAllocatedBytesForCurrentThread();

        var copy = original.Copy();

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 1024);
        Assert.Equal(2, copy.Count);
    }

    [Fact]
    public void Add_Itself_Doubles()
    {
        var histogram = HistogramOf([5, 700_000]);

        histogram.Add(histogram);

        Assert.True(AreEqual(histogram, HistogramOf([5, 5, 700_000, 700_000])));
    }

    [Fact]
    public void Add_MoreThanCanBeCounted_ThrowsAndChangesNothing()
    {
        var full = new LatencyHistogram();
        full.Record(1, long.MaxValue);

        Assert.Throws<OverflowException>(() => full.Add(HistogramOf([7])));
        Assert.Equal(long.MaxValue, full.Count);
        Assert.Equal(1, full.MaxNs);
    }

    [Fact]
    public void Record_ManyTimesAfterReset_AllocatesNothing()
    {
        var histogram = HistogramOf([100_000_000]);
        histogram.Reset();
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var value = 0; value < 100_000; value++)
        {
            histogram.Record(value * 1_000L);
        }

        // Less than one byte a record: the run-time itself may allocate a little meanwhile.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 99_999);
    }

    [Fact]
    public void Add_ALargerOneToASmaller_KeepsEverySample()
    {
        var small = HistogramOf([5, 7]);
        var large = HistogramOf([6, 3_000_000_000]);

        small.Add(large);

        Assert.Equal(HistogramOf([5, 6, 7, 3_000_000_000]).RecordedSlots(), small.RecordedSlots());
        large.Reset();
        large.Record(1);
        Assert.Equal(HistogramOf([1]).RecordedSlots(), large.RecordedSlots());
    }

    internal static LatencyHistogram HistogramOf(IEnumerable<long> samples)
    {
        var histogram = new LatencyHistogram();
        foreach (var sample in samples)
        {
            histogram.Record(sample);
        }

        return histogram;
    }

    internal static bool AreEqual(LatencyHistogram one, LatencyHistogram other) =>
        (one.Count, one.MinNs, one.MaxNs, one.MeanNs) == (other.Count, other.MinNs, other.MaxNs, other.MeanNs)
        && one.RecordedSlots().SequenceEqual(other.RecordedSlots());

    private static bool WithinPrecision(long[] samples)
    {
        var histogram = HistogramOf(samples);
        var sorted = samples.Order().ToArray();
        return new double[] { 1, 25, 50, 90, 99, 100 }.All(percentile =>
        {
            var truth = sorted[Math.Max(0, (int)Math.Ceiling(percentile * sorted.Length / 100) - 1)];
            var value = histogram.ValueAtPercentile(percentile);
            return value >= truth && value - truth <= truth / 1000.0;
        });
    }

    [Fact]
    public void Without_SomeOfItsSamples_LeavesTheOthers()
    {
        var all = new LatencyHistogram();
        var some = new LatencyHistogram();
        all.Record(1_000, 10);
        all.Record(5_000_000, 3);
        some.Record(5_000_000, 2);

        var rest = all.Without(some);

        Assert.Equal(11, rest.Count);
        Assert.Equal(1, rest.RecordedSlots().Last().Count);
    }

    [Fact]
    public void Without_SamplesItNeverHad_StopsAtNone()
    {
        var all = new LatencyHistogram();
        var other = new LatencyHistogram();
        all.Record(1_000, 1);
        other.Record(1_000, 5);
        other.Record(9_000_000, 5);

        Assert.Equal(0, all.Without(other).Count);
    }
}
