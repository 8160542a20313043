using LoadLab.Engine;
using LoadLab.Harness.Experiments;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Tests.Experiments;

/// <summary>Only remembers which trials finished.</summary>
internal sealed class SilentObserver : ISweepObserver
{
    public List<string> Finished { get; } = [];

    public void OnInterval(IntervalResult interval)
    {
    }

    public void OnStage(TrialStage stage)
    {
    }

    public void OnTrialStarted(PlannedTrial trial)
    {
    }

    public void OnTrialFinished(PlannedTrial trial, TrialResult result) => Finished.Add(trial.Id);
}
