namespace LoadLab.Harness.Profiles;

/// <summary>Who starts the agents.</summary>
public enum AgentStart
{
    /// <summary>The harness, as processes on its own machine.</summary>
    Local = 0,

    /// <summary>A service on the nodes of a Docker Swarm.</summary>
    Swarm = 1,

    /// <summary>Somebody else: they are waited for.</summary>
    Join = 2,
}
