namespace LoadLab.Harness.Profiles;

/// <summary>Who starts the target. Written in profiles and results by its lower-case name: never rename.</summary>
public enum DeploymentKind
{
    /// <summary>Process groups on this machine's loopback.</summary>
    Local = 0,

    /// <summary>Docker Swarm services.</summary>
    Swarm = 1,

    /// <summary>Nobody: it is already running at the given addresses.</summary>
    External = 2,
}
