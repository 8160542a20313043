namespace LoadLab.Harness.Agents.Protocol;

/// <summary>The two ends of a connection.</summary>
internal enum Side
{
    /// <summary>Listens, gives orders, gathers what comes.</summary>
    Coordinator,

    /// <summary>Dials in and makes load.</summary>
    Agent,
}
