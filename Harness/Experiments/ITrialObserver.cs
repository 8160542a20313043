using LoadLab.Engine;

namespace LoadLab.Harness.Experiments;

/// <summary>Told what a trial is at. Called from any thread, one call at a time.</summary>
internal interface ITrialObserver : ILoadObserver
{
    void OnStage(TrialStage stage);
}
