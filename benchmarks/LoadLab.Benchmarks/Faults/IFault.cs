namespace LoadLab.Benchmarks.Faults;

/// <summary>Something that goes wrong while the service is under load.</summary>
internal interface IFault
{
    /// <summary>As the table calls it.</summary>
    string Name { get; }

    /// <summary>
    /// Whether a worker dies with what is in flight in it, at most one for each connection: a request, or a connection whose handshake its socket had begun,
    /// which the kernel then refuses. Nothing else may be lost.
    /// </summary>
    bool KillsWorker => false;

    /// <summary>Whether the service lacks something that every request needs: it may answer 503 and 504 meanwhile, and <c>/readyz</c> has to say so.</summary>
    bool TakesDependency => false;

    /// <summary>Brings the fault about. What lasts goes on until it is told to end; when this returns, the fault is over.</summary>
    /// <param name="site">The service.</param>
    /// <param name="answers">Counts what the service answered to the fault itself, or its <c>/readyz</c> where a dependency is taken.</param>
    /// <param name="end">When to end.</param>
    Task InjectAsync(FaultSite site, Tally answers, CancellationToken end);
}
