namespace LoadLab.Harness.Profiles;

/// <summary>What becomes of a trial that loses an agent.</summary>
public enum AgentLossPolicy
{
    /// <summary>The others take over its load, and the trial is marked.</summary>
    Redistribute = 0,

    /// <summary>The trial is measured again.</summary>
    Repeat = 1,
}
