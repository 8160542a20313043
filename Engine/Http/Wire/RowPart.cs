namespace LoadLab.Engine.Http.Wire;

/// <summary>Rows of a unique feed at equal distances, taken one after another by whoever comes, until they are used up or frozen.</summary>
internal sealed class RowPart(long first, long stride, long count)
{
    /// <summary>Beyond any count, and far enough from overflow for all loops to try once more.</summary>
    private const long Frozen = long.MaxValue / 2;

    private long _taken;

    /// <summary>The rows of <paramref name="share"/> in a feed of <paramref name="rows"/>.</summary>
    public static RowPart Of(RowShare share, long rows) =>
        new(share.First, share.Stride, share.First >= rows ? 0 : ((rows - 1 - share.First) / share.Stride) + 1);

    public long Count => count;

    /// <summary>Index of a row that nobody had; −1 where there is none left.</summary>
    public int Take() => Interlocked.Increment(ref _taken) - 1 is var taken && taken < count ? (int)(first + (taken * stride)) : -1;

    /// <summary>Lets nobody take any more, and returns what nobody has taken.</summary>
    public RowPart Freeze()
    {
        var taken = Math.Min(Interlocked.Exchange(ref _taken, Frozen), count);
        return new RowPart(first + (taken * stride), stride, count - taken);
    }

    /// <summary>Every second row, from the first (0) or the second (1) on; of a part that nobody takes from yet.</summary>
    public RowPart Half(int from) => new(first + (from * stride), Twice(stride), (count + 1 - from) / 2);

    public RowShare ToShare() => new(first, stride);

    /// <summary>Beyond a feed's length a part has one row however far the next would be; one that is handed on and on must not overflow.</summary>
    private static long Twice(long stride) => stride > int.MaxValue ? stride : 2 * stride;
}
