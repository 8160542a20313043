namespace LoadLab.Engine.Http.Loops;

/// <summary>When waiting users are due: a binary heap that allocates only when it grows.</summary>
internal sealed class UserTimers
{
    public const long Never = long.MaxValue;

    private const int FirstCapacity = 64;

    private Entry[] _entries = new Entry[FirstCapacity];
    private int _count;

    private readonly record struct Entry(long DueNs, VirtualUser User);

    public long NextDueNs => _count == 0 ? Never : _entries[0].DueNs;

    public void Add(long dueNs, VirtualUser user)
    {
        if (_count == _entries.Length)
        {
            Array.Resize(ref _entries, 2 * _count);
        }

        var hole = _count++;
        while (hole > 0 && _entries[(hole - 1) / 2].DueNs > dueNs)
        {
            _entries[hole] = _entries[(hole - 1) / 2];
            hole = (hole - 1) / 2;
        }

        _entries[hole] = new Entry(dueNs, user);
    }

    /// <summary>Takes out the user due first; there must be one.</summary>
    public VirtualUser Take()
    {
        var user = _entries[0].User;
        var last = _entries[--_count];
        _entries[_count] = default;
        if (_count > 0)
        {
            Sink(last);
        }

        return user;
    }

    private void Sink(Entry entry)
    {
        var hole = 0;
        while (2 * hole + 1 < _count)
        {
            var child = 2 * hole + 1;
            if (child + 1 < _count && _entries[child + 1].DueNs < _entries[child].DueNs)
            {
                child++;
            }

            if (_entries[child].DueNs >= entry.DueNs)
            {
                break;
            }

            _entries[hole] = _entries[child];
            hole = child;
        }

        _entries[hole] = entry;
    }
}
