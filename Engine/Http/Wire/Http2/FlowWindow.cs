namespace LoadLab.Engine.Http.Wire.Http2;

/// <summary>How much a peer may still be sent (RFC 9113 section 5.2). Below zero after the peer lowered its initial window.</summary>
internal struct FlowWindow(int size)
{
    /// <summary>Every window before anything else was said (section 6.9.2).</summary>
    public const int DefaultSize = 65_535;

    /// <summary>The greatest a window may become (section 6.9.1).</summary>
    public const int MaxSize = int.MaxValue;

    public int Size { get; private set; } = size;

    /// <summary>Takes what was sent; no more than <see cref="Size"/>.</summary>
    public void Take(int bytes) => Size -= bytes;

    /// <summary>Grows, or shrinks by a negative amount; false where it would become greater than permitted.</summary>
    public bool TryGrow(int bytes)
    {
        var grown = (long)Size + bytes;
        // Repeated shrinking ends at the least value, far below anything that a correct peer can reach.
        Size = (int)Math.Clamp(grown, int.MinValue, MaxSize);
        return grown <= MaxSize;
    }
}
