namespace LoadLab.Engine.Http.Transports;

/// <summary>Carries what other threads finished to the loop, without a lock and without an allocation. An item may be in it once at a time.</summary>
/// <remarks>Many threads add and one takes everything at once, so that an item cannot come back while a compare-and-swap looks at it.</remarks>
internal sealed class CompletionQueue<T> where T : class, IQueued<T>
{
    private T? _newest;

    public bool IsEmpty => Volatile.Read(ref _newest) is null;

    /// <summary>Adds an item; on any thread. A full fence: what the caller reads next is not older than the addition.</summary>
    public void Add(T item)
    {
        var newest = Volatile.Read(ref _newest);
        while (true)
        {
            item.NextQueued = newest;
            var found = Interlocked.CompareExchange(ref _newest, item, newest);
            if (found == newest)
            {
                return;
            }

            newest = found;
        }
    }

    /// <summary>Moves everything to the end of <paramref name="ready"/>, in the order of adding; on the loop's thread.</summary>
    public void TakeAll(Queue<T> ready)
    {
        var item = IsEmpty ? null : Reverse(Interlocked.Exchange(ref _newest, null));
        while (item is not null)
        {
            var next = item.NextQueued;
            item.NextQueued = null;
            ready.Enqueue(item);
            item = next;
        }
    }

    private static T? Reverse(T? newest)
    {
        T? reversed = null;
        while (newest is not null)
        {
            var older = newest.NextQueued;
            newest.NextQueued = reversed;
            reversed = newest;
            newest = older;
        }

        return reversed;
    }
}
