using System.Globalization;

namespace LoadLab.Benchmarks.Batching;

/// <summary>What the target API has counted about its model calls: since its start, or between two moments.</summary>
/// <param name="Items">Requests that the model answered.</param>
/// <param name="Seconds">What its calls took, each counted once.</param>
/// <param name="Batches">Calls for batches; none in individual mode.</param>
/// <param name="Limit">Requests in a batch at most.</param>
internal sealed record ModelTotals(double Items, double Seconds, double Batches, double Limit)
{
    /// <summary>Model time for one request; µs.</summary>
    public double ItemUs => Seconds / Items * 1e6;

    /// <summary>Requests in a batch; null where there was none.</summary>
    public double? MeanBatch => Batches > 0 ? Items / Batches : null;

    public double? FillRate => MeanBatch / Limit;

    public static ModelTotals operator -(ModelTotals after, ModelTotals before) =>
        after with { Items = after.Items - before.Items, Seconds = after.Seconds - before.Seconds, Batches = after.Batches - before.Batches };

    /// <param name="page">The text of <c>/metrics</c>.</param>
    /// <param name="endpoint">Its label there.</param>
    /// <param name="mode">In which the target runs.</param>
    /// <exception cref="BenchmarkException">A series is missing, or the target runs in another mode: figures of it would be those of something else.</exception>
    public static ModelTotals Read(string page, string endpoint, InferenceMode mode)
    {
        var limit = Value(page, "target_batch_limit");
        var batches = Value(page, "target_batch_size_count");
        if (limit != mode.Size || batches > 0 != mode.IsBatched)
        {
            throw new BenchmarkException(ExitCode.ExperimentFailed, $"the target API was to run in mode \"{mode.Name}\" and counts {batches} batches of at most {limit}.");
        }

        return mode.IsBatched
            ? new ModelTotals(Value(page, "target_batch_size_sum"), Value(page, "target_batch_seconds_sum"), batches, limit)
            : new ModelTotals(Value(page, Infer("count", endpoint)), Value(page, Infer("sum", endpoint)), 0, limit);
    }

    private static string Infer(string part, string endpoint) => $"target_stage_seconds_{part}{{endpoint=\"{endpoint}\",stage=\"infer\"}}";

    private static double Value(string page, string series) =>
        page.Split('\n').FirstOrDefault(line => line.StartsWith(series + " ", StringComparison.Ordinal)) is { } line
            ? double.Parse(line[(series.Length + 1)..], CultureInfo.InvariantCulture)
            : throw new BenchmarkException(ExitCode.ExperimentFailed, $"the target API's metrics lack {series}.");
}
