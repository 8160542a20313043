namespace LoadLab.Harness.Analysis;

/// <summary>The stage of the target that takes most of a request's time there.</summary>
/// <param name="Name">As the target calls it.</param>
/// <param name="Seconds">Its mean time per request.</param>
/// <param name="AllSeconds">That of all stages together.</param>
public sealed record CostliestStage(string Name, double Seconds, double AllSeconds)
{
    /// <summary>0 to 1.</summary>
    public double Share => Seconds / AllSeconds;

    /// <summary><c>model: 98 % (42.1 ms of 43 ms a request)</c>.</summary>
    public string Text =>
        $"{Name}: {Quantity.WholePercent(Share)} ({Quantity.Milliseconds(Seconds * 1000)} of {Quantity.Milliseconds(AllSeconds * 1000)} a request)";

    /// <summary>Of a configuration's stages, the costliest first; null where the target reported none.</summary>
    internal static CostliestStage? Of(IReadOnlyList<KeyValuePair<string, double>> stages) =>
        stages.Sum(stage => stage.Value) is > 0 and var all ? new CostliestStage(stages[0].Key, stages[0].Value, all) : null;
}
