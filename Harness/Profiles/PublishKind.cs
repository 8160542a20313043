namespace LoadLab.Harness.Profiles;

/// <summary>How requests reach the replicas of a Swarm service.</summary>
public enum PublishKind
{
    /// <summary>Through the routing mesh where the machine supports it, else each replica directly.</summary>
    Auto = 0,

    /// <summary>Each replica by a port of its node.</summary>
    Host = 1,

    /// <summary>Through the routing mesh: one port on every node, spread over the replicas by IPVS.</summary>
    Ingress = 2,

    /// <summary>Each replica by its address in the overlay network, for a harness that runs inside it.</summary>
    Overlay = 3,
}
