namespace LoadLab.Engine.Http.Loops;

/// <summary>A share of the plan that all loops of a generator go over to at the same moment; the first one at the start.</summary>
/// <param name="offsetNs">The moment, from the start of the run.</param>
/// <param name="loops">Each loop's part.</param>
internal sealed class ShareChange(long offsetNs, IReadOnlyList<LoopShare> loops)
{
    private ShareChange? _next;

    public long OffsetNs => offsetNs;

    public IReadOnlyList<LoopShare> Loops => loops;

    /// <summary>The moment on the monotonic clock; known when the run has started.</summary>
    public long AtNs { get; private set; }

    /// <summary>The change after this one. May be withdrawn again: only <see cref="ShareChanges.After"/> tells for certain.</summary>
    public ShareChange? Next
    {
        get => Volatile.Read(ref _next);
        set => Volatile.Write(ref _next, value);
    }

    public void SetStart(long startNs) => AtNs = startNs + offsetNs;
}
