namespace LoadLab.Engine.Scenarios;

/// <summary>What a scenario is doing, under NBomber's names.</summary>
public enum ScenarioOperation
{
    WarmUp = 0,

    /// <summary>The measured part.</summary>
    Bombing = 1,
}
