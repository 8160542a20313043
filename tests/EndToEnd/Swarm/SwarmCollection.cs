namespace LoadLab.EndToEnd.Swarm;

/// <summary>Tests that share the nodes of one swarm, and measure on them: one at a time, and nothing beside them.</summary>
[CollectionDefinition(nameof(SwarmCollection), DisableParallelization = true)]
public sealed class SwarmCollection;
