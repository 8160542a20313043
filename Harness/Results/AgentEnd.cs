namespace LoadLab.Harness.Results;

/// <summary>How an agent's part in a trial ended. Persisted by name.</summary>
public enum AgentEnd
{
    /// <summary>With the trial.</summary>
    Finished = 0,

    /// <summary>The coordinator heard no more of it.</summary>
    Lost = 1,

    /// <summary>It was told to leave, and said so.</summary>
    Left = 2,

    /// <summary>It could not go on, and said why.</summary>
    Failed = 3,
}
