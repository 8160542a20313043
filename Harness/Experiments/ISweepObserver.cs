using LoadLab.Harness.Results;

namespace LoadLab.Harness.Experiments;

/// <summary>Told how a sweep goes on.</summary>
internal interface ISweepObserver : ITrialObserver
{
    void OnTrialStarted(PlannedTrial trial);

    void OnTrialFinished(PlannedTrial trial, TrialResult result);
}
