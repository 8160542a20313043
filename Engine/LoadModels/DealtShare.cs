namespace LoadLab.Engine.LoadModels;

/// <summary>
/// One of several equal parts of a plan: the items first, first + stride, first + 2·stride… of every sequence of arrivals, users or
/// iterations. Dealt like cards, so that all parts together are exactly the whole.
/// </summary>
/// <param name="First">Index of the part's first item.</param>
/// <param name="Stride">Number of parts.</param>
internal readonly record struct DealtShare(long First, long Stride)
{
    internal static DealtShare Whole { get; } = new(0, 1);

    /// <summary>Has no item; nor has any part of it.</summary>
    internal static DealtShare None { get; } = new(long.MaxValue, 0);

    internal bool IsNone => Stride == 0;

    /// <summary>How many of the first <paramref name="total"/> items belong to this part.</summary>
    internal long Of(long total) => total <= First ? 0 : ((total - 1 - First) / Stride) + 1;

    /// <summary>Part <paramref name="index"/> of <paramref name="count"/> of this part.</summary>
    internal DealtShare Part(int index, int count) => new(checked(First + (index * Stride)), checked(Stride * count));

    /// <summary>The part's items from number <paramref name="item"/> of the whole on.</summary>
    internal DealtShare From(long item) => this with { First = checked(First + (Of(item) * Stride)) };
}
