namespace LoadLab.Engine.Http.Loops;

/// <summary>Arrivals that are due and wait for a connection, by intended time: a ring that allocates only when it grows.</summary>
internal sealed class ArrivalQueue
{
    private const int FirstCapacity = 256;

    private long[] _intendedNs = new long[FirstCapacity];
    private int _head;

    public int Count { get; private set; }

    public long First => _intendedNs[_head];

    public void Add(long intendedNs)
    {
        if (Count == _intendedNs.Length)
        {
            Grow();
        }

        _intendedNs[(_head + Count++) & (_intendedNs.Length - 1)] = intendedNs;
    }

    public void RemoveFirst()
    {
        _head = (_head + 1) & (_intendedNs.Length - 1);
        Count--;
    }

    /// <summary>Drops all and returns how many there were.</summary>
    public int Clear()
    {
        var dropped = Count;
        Count = 0;
        return dropped;
    }

    private void Grow()
    {
        var grown = new long[2 * _intendedNs.Length];
        for (var i = 0; i < Count; i++)
        {
            grown[i] = _intendedNs[(_head + i) & (_intendedNs.Length - 1)];
        }

        _intendedNs = grown;
        _head = 0;
    }
}
