using LoadLab.Engine;
using LoadLab.Harness.Experiments;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Cli;

/// <summary>One line per trial, for logs and pipes.</summary>
internal sealed class PlainSweepProgress(TextWriter output, IReadOnlyList<PlannedTrial> trials) : ISweepObserver
{
    private readonly SweepPace _pace = new(trials);

    public void OnTrialStarted(PlannedTrial trial)
    {
    }

    public void OnStage(TrialStage stage)
    {
    }

    public void OnInterval(IntervalResult interval)
    {
    }

    public void OnTrialFinished(PlannedTrial trial, TrialResult result)
    {
        _pace.Finish();
        var left = _pace.Done < _pace.Total && _pace.Left() is { } time ? $" ({Quantity.Duration(time)} left)" : "";
        output.WriteLine($"[{_pace.Done}/{_pace.Total}] {TrialLine.Describe(trial, result)}{left}");
        output.Flush();
    }
}
