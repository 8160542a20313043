namespace LoadLab.Harness.Experiments;

/// <summary>The steps of a trial that a user sees.</summary>
internal enum TrialStage
{
    Deploying = 0,
    WaitingUntilReady = 1,
    WarmingUp = 2,
    Measuring = 3,
    TearingDown = 4,
}
