namespace LoadLab.TargetApi.Batching;

/// <summary>Where requests wait for the model.</summary>
public enum BatchQueueKind
{
    /// <summary>In the process that took them in.</summary>
    Memory,

    /// <summary>In a Redis server, for worker processes anywhere.</summary>
    Redis,
}
