using LoadLab.Harness.Results;

namespace LoadLab.Harness.Analysis;

/// <summary>The batches of one configuration: means over the repeats of each trial's figure.</summary>
public sealed record BatchFigures
{
    /// <summary>Jobs in a batch.</summary>
    public required Estimate MeanSize { get; init; }

    /// <summary>Jobs that a batch may hold; null where the target does not tell.</summary>
    public Estimate? Limit { get; init; }

    /// <summary>Mean size ÷ limit, 0 to 1; null likewise.</summary>
    public Estimate? FillRate { get; init; }

    /// <summary>Time of a batch.</summary>
    public required Estimate BatchMs { get; init; }

    /// <summary>Time of a batch ÷ its size.</summary>
    public required Estimate ItemMs { get; init; }

    /// <summary>Null where no trial told of batches.</summary>
    internal static BatchFigures? Of(IEnumerable<TrialResult> used)
    {
        var batches = used.Select(trial => trial.Batches).OfType<BatchSummary>().ToList();
        return batches.Count == 0 ? null : new BatchFigures
        {
            MeanSize = Over(batches, it => it.MeanSize)!,
            Limit = Over(batches, it => it.Limit),
            FillRate = Over(batches, it => it.FillRate),
            BatchMs = Over(batches, it => it.MeanMs)!,
            ItemMs = Over(batches, it => it.ItemMs)!,
        };
    }

    private static Estimate? Over(List<BatchSummary> batches, Func<BatchSummary, double?> read) =>
        Estimate.From([.. batches.Select(read).OfType<double>()]);
}
