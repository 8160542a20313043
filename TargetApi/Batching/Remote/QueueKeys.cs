namespace LoadLab.TargetApi.Batching.Remote;

/// <summary>Names of everything that the queue keeps in Redis. Documented; workers of one version and APIs of another meet here.</summary>
/// <param name="prefix">What every name begins with, so that several services can share a server.</param>
internal sealed class QueueKeys(string prefix)
{
    /// <summary>The consumer group that all workers share.</summary>
    public const string Group = "workers";

    /// <summary>A consumer that is nobody: jobs handed back belong to it until a worker takes them.</summary>
    public const string HandedBack = "handed-back";

    /// <summary>Stream of jobs.</summary>
    public string Jobs { get; } = $"{prefix}:jobs";

    /// <summary>Exists while a worker lives.</summary>
    public string Alive { get; } = $"{prefix}:alive";

    /// <summary>Stream of the answers to one process of the API.</summary>
    public string Answers(string api) => $"{prefix}:answers:{api}";
}
