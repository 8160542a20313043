using LoadLab.Engine;

namespace LoadLab.Harness.Agents.Merging;

/// <summary>Puts the intervals of several agents together, each once all that take part in it have told theirs.</summary>
/// <remarks>
/// All agents cut their intervals at the same offsets from the common start, so equal numbers mean the same stretch of time. Not for several
/// threads at once.
/// </remarks>
internal sealed class IntervalMerger
{
    private readonly List<MergeSource> _sources = [];

    /// <summary>Number of the next merged interval.</summary>
    public int Next { get; private set; }

    /// <summary>A source whose intervals are waited for from number <paramref name="neededFrom"/> on.</summary>
    public MergeSource Add(int neededFrom)
    {
        var source = new MergeSource(neededFrom);
        _sources.Add(source);
        return source;
    }

    /// <summary>Takes the next interval of a source; false where that stretch of time was merged without it, which leaves it out.</summary>
    public bool TryAdd(MergeSource source, IntervalResult interval)
    {
        if (interval.Index < Next)
        {
            return false;
        }

        source.Waiting.Enqueue(interval);
        return true;
    }

    /// <summary>The intervals that became complete, in order.</summary>
    public IEnumerable<IntervalResult> TakeComplete()
    {
        while (IsNextComplete())
        {
            var sources = _sources.Where(source => source.Waiting.TryPeek(out var head) && head.Index == Next).ToList();
            Next++;
            if (sources.Count > 0)
            {
                yield return Merge(sources);
            }
        }
    }

    private static IntervalResult Merge(List<MergeSource> sources)
    {
        var parts = sources.ConvertAll(source => source.Waiting.Dequeue());
        var merged = MergedInterval.Of(parts);
        if (merged is { IsWarmUp: false, IsDrain: false })
        {
            for (var index = 0; index < parts.Count; index++)
            {
                sources[index].OkInTime += parts[index].Counts.Ok;
            }
        }

        return merged;
    }

    private bool IsNextComplete()
    {
        var isThere = false;
        foreach (var source in _sources)
        {
            var hasAny = source.Waiting.TryPeek(out var head);
            if (!hasAny && !source.HasEnded && source.NeededFrom <= Next)
            {
                return false;
            }

            // A later head means that nobody has this one; it is passed over, so that the later one is not held back.
            isThere |= hasAny;
        }

        return isThere;
    }
}
