namespace LoadLab.Harness.Analysis;

/// <summary>What kept a configuration from carrying more. Written to results by name.</summary>
public enum BindingLimit
{
    /// <summary>Nothing tells: the target's resources were not observed, or nothing was measured.</summary>
    Unknown = 0,

    /// <summary>The load generator: the figures are its own, not the target's.</summary>
    Generator = 1,

    /// <summary>The CPU limit of the replicas.</summary>
    ReplicaCpu = 2,

    /// <summary>The processors that the replicas share.</summary>
    SharedProcessors = 3,

    /// <summary>The load asked for no more than the target gave.</summary>
    Load = 4,

    /// <summary>No processor is busy and users are always waiting: the target waits for something.</summary>
    Waiting = 5,
}
