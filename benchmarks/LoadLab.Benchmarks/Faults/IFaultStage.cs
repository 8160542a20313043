namespace LoadLab.Benchmarks.Faults;

/// <summary>What a service runs with, started and whole, and what can happen to it there. Ended and removed when disposed.</summary>
internal interface IFaultStage : IAsyncDisposable
{
    /// <summary>Environment variables that make the service depend on it.</summary>
    IReadOnlyDictionary<string, string> Settings { get; }

    /// <summary>In the order in which they are brought about.</summary>
    IReadOnlyList<IFault> Faults { get; }

    /// <summary>Programs of the target API beside the service, ended ones included: their memory and their logs are judged with its own.</summary>
    IReadOnlyCollection<WatchedTarget> Programs { get; }
}
