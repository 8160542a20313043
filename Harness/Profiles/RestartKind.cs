namespace LoadLab.Harness.Profiles;

/// <summary>What the swarm does when a replica ends.</summary>
public enum RestartKind
{
    /// <summary>Nothing: the trial fails, as the configuration is another one from then on.</summary>
    None = 0,

    /// <summary>Starts it anew unless it ended with exit code 0.</summary>
    OnFailure = 1,

    /// <summary>Starts it anew.</summary>
    Any = 2,
}
