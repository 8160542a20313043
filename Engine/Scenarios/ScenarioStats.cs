namespace LoadLab.Engine.Scenarios;

/// <summary>One scenario's figures, warm-up excluded.</summary>
public sealed record ScenarioStats
{
    public required string ScenarioName { get; init; }

    /// <summary>Length of the measured part.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Successful iterations.</summary>
    public required MeasurementStats Ok { get; init; }

    /// <summary>Failed iterations, those the run's end left unfinished included.</summary>
    public required MeasurementStats Fail { get; init; }

    /// <summary>In alphabetical order.</summary>
    public required IReadOnlyList<StepStats> StepStats { get; init; }

    /// <summary>Arrivals that the generator could not start in time.</summary>
    public required long MissedCount { get; init; }

    public long AllRequestCount => AllOkCount + AllFailCount;

    public long AllOkCount => Ok.Request.Count;

    public long AllFailCount => Fail.Request.Count;

    public long AllBytes => Ok.DataTransfer.AllBytes + Fail.DataTransfer.AllBytes;

    internal static ScenarioStats From(string name, LoadResult load, MeasuredOutcomes outcomes)
    {
        var all = load.Counts.Ok + load.Counts.Failed;
        var iterations = outcomes.Iterations;
        return new ScenarioStats
        {
            ScenarioName = name,
            Duration = load.Measured,
            Ok = MeasurementStats.From(load.Ok.Response, all, load.Measured, iterations.OkBytes, iterations.Statuses(areErrors: false)),
            Fail = MeasurementStats.From(load.Failed.Response, all, load.Measured, iterations.FailedBytes, iterations.Statuses(areErrors: true)),
            StepStats = [.. outcomes.Steps.OrderBy(step => step.Key, StringComparer.Ordinal).Select(step => Scenarios.StepStats.From(step.Key, step.Value, load.Measured))],
            MissedCount = load.Counts.Missed,
        };
    }
}
