namespace LoadLab.TargetApi.Features;

/// <summary>Rows of features in one pinned array, row after row; kept and used again. One thread at a time.</summary>
/// <param name="width">Numbers in a row.</param>
public sealed class FeatureRows(int width)
{
    /// <summary>Numbers in a row.</summary>
    public int Width { get; } = width;

    public int Count { get; private set; }

    /// <summary>The backing array, pinned; the first <see cref="Count"/> × <see cref="Width"/> numbers are the rows.</summary>
    public float[] Values { get; private set; } = GC.AllocateArray<float>(width, pinned: true);

    public Span<float> this[int row] => Values.AsSpan(row * Width, Width);

    public void Clear() => Count = 0;

    /// <summary>Adds a row whose numbers the caller fills in; spans of earlier rows become stale.</summary>
    public Span<float> Add()
    {
        if ((Count + 1) * Width > Values.Length)
        {
            Grow();
        }

        return this[Count++];
    }

    private void Grow()
    {
        float[] larger = GC.AllocateUninitializedArray<float>(Values.Length * 2, pinned: true);
        Values.CopyTo(larger, 0);
        Values = larger;
    }
}
