namespace LoadLab.Harness.Analysis;

/// <summary>What a configuration is marked for. Written to results by name.</summary>
public enum ResourceMarkKind
{
    /// <summary>Its CPU limit stopped the replicas.</summary>
    Throttled = 0,

    /// <summary>Processes of its replicas were killed for want of memory.</summary>
    OomKilled = 1,
}
