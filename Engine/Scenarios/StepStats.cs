namespace LoadLab.Engine.Scenarios;

/// <summary>All runs of one step in the measured part.</summary>
public sealed record StepStats(string StepName, MeasurementStats Ok, MeasurementStats Fail)
{
    internal static StepStats From(string name, OutcomeTally tally, TimeSpan measured)
    {
        var all = tally.Ok.Count + tally.Failed.Count;
        return new StepStats(
            name,
            MeasurementStats.From(tally.Ok, all, measured, tally.OkBytes, tally.Statuses(areErrors: false)),
            MeasurementStats.From(tally.Failed, all, measured, tally.FailedBytes, tally.Statuses(areErrors: true)));
    }
}
