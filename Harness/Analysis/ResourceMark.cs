namespace LoadLab.Harness.Analysis;

/// <summary>That a configuration's replicas ran into a limit, for all who compare its figures.</summary>
/// <param name="Kind">Which one.</param>
/// <param name="Amount">Share of the scheduler's periods, 0 to 1, or number of kills.</param>
public sealed record ResourceMark(ResourceMarkKind Kind, double Amount)
{
    /// <summary>In a word or two: <c>throttled 43 %</c>, <c>OOM-killed 2×</c>.</summary>
    public string Badge => Kind switch
    {
        ResourceMarkKind.Throttled => $"throttled {Quantity.WholePercent(Amount)}",
        _ => $"OOM-killed {Amount:N0}×",
    };
}
