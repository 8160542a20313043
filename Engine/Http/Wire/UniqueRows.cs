namespace LoadLab.Engine.Http.Wire;

/// <summary>Deals a generator's rows of one unique feed, each once, to whichever loop asks, and hands rows over to other generators.</summary>
/// <remarks>
/// The one thing that loops share while they send, for such feeds alone: dealt beforehand, a loop with more users than another would stand
/// without a row while that other had some left. A loop takes from the current part with one atomic step, and comes to the lock only where
/// that part has no more. Rows are handed over by freezing the current part, so that whoever tries it then waits at the lock as well.
/// </remarks>
internal sealed class UniqueRows
{
    private readonly Lock _lock = new();
    private readonly Queue<RowPart> _waiting = new();
    private readonly int _rows;
    private RowPart _current;

    /// <param name="rows">Rows of the feed.</param>
    /// <param name="parts">Those that are this generator's.</param>
    public UniqueRows(int rows, IEnumerable<RowShare> parts)
    {
        _rows = rows;
        _current = new RowPart(0, 1, 0);
        Add(parts);
    }

    /// <summary>Index of a row that nobody had; −1 where there is none left.</summary>
    public int Take() => Volatile.Read(ref _current).Take() is var row and >= 0 ? row : TakeOfNextPart();

    /// <summary>Takes in rows that another generator gave away.</summary>
    public void Add(IEnumerable<RowShare> parts)
    {
        lock (_lock)
        {
            foreach (var part in parts.Select(share => RowPart.Of(share, _rows)).Where(part => part.Count > 0))
            {
                _waiting.Enqueue(part);
            }
        }
    }

    /// <summary>Gives away every second row of those left, the second one first, or all of them: nobody takes them here any more.</summary>
    public IReadOnlyList<RowShare> Give(bool all)
    {
        lock (_lock)
        {
            List<RowPart> left = [_current.Freeze(), .. _waiting];
            _waiting.Clear();
            var given = all ? left : KeepHalf(left);
            return [.. given.Where(part => part.Count > 0).Select(part => part.ToShare())];
        }
    }

    /// <summary>Counts through all parts, so that many small ones are halved as well.</summary>
    private List<RowPart> KeepHalf(List<RowPart> left)
    {
        var given = new List<RowPart>();
        long seen = 0;
        foreach (var part in left)
        {
            var kept = (int)(seen % 2);
            seen += part.Count;
            if (part.Half(kept) is { Count: > 0 } own)
            {
                _waiting.Enqueue(own);
            }

            given.Add(part.Half(1 - kept));
        }

        return given;
    }

    private int TakeOfNextPart()
    {
        lock (_lock)
        {
            var row = _current.Take();
            while (row < 0 && _waiting.TryDequeue(out var next))
            {
                row = next.Take();
                Volatile.Write(ref _current, next);
            }

            return row;
        }
    }
}
